//! Fills an empty database with the demo and prints how to sign in.

use contract::Role;
use storage::demo::scale::{self, Scale};
use storage::demo::{self, SignIn};

use crate::passwords::Hasher;
use crate::programme;
use crate::settings::Settings;

pub async fn run(settings: &Settings, scale: Option<Scale>) -> anyhow::Result<()> {
    let db = super::open_migrated(settings).await?;
    let hash = Hasher::new()?.hash(demo::PASSWORD.to_owned()).await;
    let hash = hash.map_err(|_| anyhow::anyhow!("cannot hash the demo's password"))?;
    if let Some(scale) = scale {
        scale::fill(&db, jiff::Timestamp::now(), &hash, scale).await?;
        return Ok(db.close().await?);
    }
    let versions = programme::load(&settings.program, programme::today());
    let summary = demo::seed_with(&db, &versions, jiff::Timestamp::now(), &hash).await?;
    db.close().await?;
    super::print(&format!(
        "{} {} companies, {} people, {} events. Everyone's password is {}",
        if summary.is_new {
            "Made the demo:"
        } else {
            "The demo was there:"
        },
        summary.accounts,
        summary.members,
        summary.events,
        demo::PASSWORD,
    ));
    for sign_in in &summary.sign_ins {
        super::print(&line(sign_in));
    }
    Ok(())
}

fn line(
    SignIn {
        email,
        name,
        role,
        company,
    }: &SignIn,
) -> String {
    let role = match role {
        Role::Member => "member",
        Role::AccountAdmin => "account admin",
        Role::Writer => "writer",
        Role::SuccessManager => "success manager",
        Role::Operator => "operator",
    };
    let company = company.as_deref().unwrap_or("vendor");
    format!("  {email:<34} {role:<16} {name}, {company}")
}
