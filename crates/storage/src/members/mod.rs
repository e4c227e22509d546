//! People: of customer companies, and of the vendor.
//!
//! A person's own profile is here; what admins do to others is in `manage` and `invite`, what the command line makes in
//! `create`.

mod create;
mod invite;
mod list;
mod manage;
mod password;

use contract::{AccountId, Locale, Me, MemberId, MyAccount, UpdateMe};
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, Set,
};
use uuid::Uuid;

use crate::entity::column::Coded;
use crate::entity::{account, member};
use crate::{Db, Error, Result, Scope, Tx, board};

pub use create::{NewMember, create_member, create_staff};
pub use invite::{Invitation, Invitee, invite, invitee, new_invitee, resend, withdraw};
pub use list::{find, list};
pub use manage::{deactivate, reactivate, update};
pub use password::{Credentials, credentials, credentials_by_email, rehash_password, set_password};

pub async fn me(db: &Db, scope: &Scope) -> Result<Me> {
    let member = own(db.reader(), scope).await?;
    view_of_self(db.reader(), member).await
}

pub async fn update_me(tx: &Tx, scope: &Scope, change: &UpdateMe) -> Result<Me> {
    let connection = tx.connection();
    if let Some(account) = scope.account()
        && (change.name.is_some() || change.hides_points.is_some())
    {
        board::note_person(tx, account, scope.member()).await?;
    }
    let member = own(connection, scope).await?;
    let mut row = member.clone().into_active_model();
    if let Some(name) = &change.name {
        row.name = Set(name.clone());
        row.name_folded = Set(folded(name));
        row.search_text = Set(search_text(name, &member.email, member.team.as_deref()));
    }
    if let Some(locale) = change.locale {
        row.locale = Set(Coded(locale));
    }
    if let Some(theme) = change.theme {
        row.theme = Set(Coded(theme));
    }
    if let Some(hides_points) = change.hides_points {
        row.hides_points = Set(hides_points);
    }
    let member = if row.is_changed() {
        row.update(connection).await?
    } else {
        member
    };
    view_of_self(connection, member).await
}

/// The form in which e-mail addresses and names are compared.
pub(crate) fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

/// What the list of people is searched in.
pub(crate) fn search_text(name: &str, email: &str, team: Option<&str>) -> String {
    folded(&format!("{name}\n{email}\n{}", team.unwrap_or_default()))
}

async fn own(connection: &impl ConnectionTrait, scope: &Scope) -> Result<member::Model> {
    member::Entity::find_by_id(scope.member())
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

async fn view_of_self(connection: &impl ConnectionTrait, member: member::Model) -> Result<Me> {
    let account = match member.account_id {
        Some(id) => Some(account_of(connection, id).await?),
        None => None,
    };
    let Coded(locale): Coded<Locale> = member.locale;
    Ok(Me {
        id: MemberId(member.id.to_string()),
        name: member.name,
        email: member.email,
        role: member.role.0,
        persona: member.persona.map(|persona| persona.0),
        team: member.team,
        locale,
        theme: member.theme.0,
        hides_points: member.hides_points,
        account,
    })
}

async fn account_of(connection: &impl ConnectionTrait, id: Uuid) -> Result<MyAccount> {
    let account = account::Entity::find_by_id(id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(MyAccount {
        id: AccountId(account.id.to_string()),
        name: account.name,
        time_zone: account.time_zone,
    })
}
