//! People: of customer companies, and of the vendor.

use contract::{Locale, Me, MemberStatus, MemberView, Page, Persona, Role, UpdateMe, UpdateMember};
use jiff::Timestamp;
use uuid::Uuid;

use crate::outbox::NewMail;
use crate::{AccountScope, Db, Occasion, PageRequest, Result, Scope, TokenHash, Tx};

/// What sign-in needs to know of a person.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub id: Uuid,
    pub account: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub locale: Locale,
    pub status: MemberStatus,
    pub password_hash: Option<String>,
}

/// Whom an invitation goes to, for the one who writes its mail.
#[derive(Clone, Debug)]
pub struct Invitee {
    pub email: String,
    pub name: String,
    pub locale: Locale,
    pub account_name: String,
    /// The name of who invites.
    pub invited_by: String,
}

/// A person to be made: by an invitation or on the command line.
#[derive(Clone, Debug)]
pub struct NewMember {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub persona: Option<Persona>,
    pub team: Option<String>,
    pub locale: Locale,
}

/// The link of an invitation and the mail that carries it.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub token_hash: TokenHash,
    pub expires_at: Timestamp,
    pub mail: NewMail,
}

pub async fn me(db: &Db, scope: &Scope) -> Result<Me> {
    unimplemented!()
}

pub async fn update_me(tx: &Tx, scope: &Scope, change: &UpdateMe) -> Result<Me> {
    unimplemented!()
}

pub async fn credentials_by_email(db: &Db, email: &str) -> Result<Option<Credentials>> {
    unimplemented!()
}

/// The own credentials of who asks, to check the current password.
pub async fn credentials(db: &Db, scope: &Scope) -> Result<Credentials> {
    unimplemented!()
}

/// Sets the own password, ends every other session, and kills open reset links.
pub async fn set_password(
    tx: &Tx,
    scope: &Scope,
    password_hash: &str,
    occasion: Occasion<'_>,
) -> Result<()> {
    unimplemented!()
}

/// Replaces the stored hash of the same password by one of newer cost; no line in the audit log.
pub async fn rehash_password(tx: &Tx, member: Uuid, old_hash: &str, new_hash: &str) -> Result<()> {
    unimplemented!()
}

/// People of the own company by name; `q` is looked for in name, e-mail and team. Members see active colleagues, admins all.
pub async fn list(
    db: &Db,
    scope: &AccountScope,
    q: Option<&str>,
    page: &PageRequest,
) -> Result<Page<MemberView>> {
    unimplemented!()
}

pub async fn find(db: &Db, scope: &AccountScope, id: Uuid) -> Result<MemberView> {
    unimplemented!()
}

/// The names that the mail of a new invitation mentions.
pub async fn new_invitee(db: &Db, scope: &AccountScope, member: &NewMember) -> Result<Invitee> {
    unimplemented!()
}

/// The same for an invitation that is sent again.
pub async fn invitee(db: &Db, scope: &AccountScope, id: Uuid) -> Result<Invitee> {
    unimplemented!()
}

/// Makes the person, the link, the mail and the audit line. Admins only.
pub async fn invite(
    tx: &Tx,
    scope: &AccountScope,
    member: &NewMember,
    invitation: &Invitation,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    unimplemented!()
}

/// Sends the invitation again under a new link; the old ones die. Admins only.
pub async fn resend(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    invitation: &Invitation,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    unimplemented!()
}

/// Takes the invitation back: its link dies and the person, who never was one of the portal, is removed. Admins only.
pub async fn withdraw(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<()> {
    unimplemented!()
}

/// Changes role, persona, team. Admins only; the last active admin stays one.
pub async fn update(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    change: &UpdateMember,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    unimplemented!()
}

/// Ends the person's sessions and links at once. Admins only; the last active admin stays one.
pub async fn deactivate(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    unimplemented!()
}

pub async fn reactivate(
    tx: &Tx,
    scope: &AccountScope,
    id: Uuid,
    occasion: Occasion<'_>,
) -> Result<MemberView> {
    unimplemented!()
}

/// Makes an active person of the vendor, from the command line.
pub async fn create_staff(
    tx: &Tx,
    member: &NewMember,
    password_hash: &str,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    unimplemented!()
}

/// Makes an active person of a company, from the command line.
pub async fn create_member(
    tx: &Tx,
    account: Uuid,
    member: &NewMember,
    password_hash: &str,
    occasion: Occasion<'_>,
) -> Result<Uuid> {
    unimplemented!()
}
