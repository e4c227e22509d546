//! Companies and people from the command line: the way the first of them come to be.

use anyhow::{Context, bail, ensure};
use clap::Subcommand;
use contract::{Locale, Persona, Role};
use jiff::Timestamp;
use jiff::civil::Date;
use storage::accounts::{self, NewAccount};
use storage::members::{self, NewMember};
use storage::{Db, Occasion, TokenHash, links};

use crate::handlers::members::INVITATION_LIVES;
use crate::passwords::Hasher;
use crate::settings::Settings;
use crate::tokens;

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a customer company
    AddCompany {
        name: String,
        /// Main language: en, ja or zh-Hant
        #[arg(long, default_value = "en")]
        locale: Locale,
        /// IANA name, such as Asia/Tokyo: months and weeks turn at its midnight
        #[arg(long)]
        time_zone: String,
        /// Date since which it is a customer
        #[arg(long)]
        customer_since: Date,
    },
    /// Add a person to a company, and print the link with which they choose a password
    AddMember {
        email: String,
        #[arg(long)]
        name: String,
        /// The company's name
        #[arg(long)]
        company: String,
        /// May administer the company
        #[arg(long)]
        admin: bool,
        #[arg(long, value_parser = parse_word::<Persona>, default_value = "practitioner")]
        persona: Persona,
        #[arg(long, default_value = "en")]
        locale: Locale,
    },
    /// Add a person of the vendor, and print the link with which they choose a password
    AddStaff {
        email: String,
        #[arg(long)]
        name: String,
        /// writer, `success_manager` or operator
        #[arg(long, value_parser = parse_word::<Role>)]
        role: Role,
        #[arg(long, default_value = "en")]
        locale: Locale,
    },
    /// Print a link with which a person can choose a new password
    Reset { email: String },
}

pub async fn run(settings: &Settings, command: UserCommand) -> anyhow::Result<()> {
    let db = super::open_migrated(settings).await?;
    let desk = Desk {
        settings,
        db: &db,
        now: Timestamp::now(),
    };
    match command {
        UserCommand::AddCompany {
            name,
            locale,
            time_zone,
            customer_since,
        } => {
            let account = NewAccount {
                name,
                locale,
                time_zone,
                customer_since,
                is_demo: false,
            };
            desk.add_company(&account).await?;
        }
        UserCommand::AddMember {
            email,
            name,
            company,
            admin,
            persona,
            locale,
        } => {
            let role = if admin {
                Role::AccountAdmin
            } else {
                Role::Member
            };
            let member = NewMember {
                email,
                name,
                role,
                persona: Some(persona),
                team: None,
                locale,
            };
            desk.add_person(member, Some(&company)).await?;
        }
        UserCommand::AddStaff {
            email,
            name,
            role,
            locale,
        } => {
            ensure!(
                role.is_staff(),
                "a member of the staff is writer, success_manager or operator"
            );
            let member = NewMember {
                email,
                name,
                role,
                persona: None,
                team: None,
                locale,
            };
            desk.add_person(member, None).await?;
        }
        UserCommand::Reset { email } => desk.print_reset_link(&email).await?,
    }
    db.close().await?;
    Ok(())
}

struct Desk<'a> {
    settings: &'a Settings,
    db: &'a Db,
    now: Timestamp,
}

impl Desk<'_> {
    fn occasion(&self) -> Occasion<'static> {
        Occasion {
            now: self.now,
            address: "",
        }
    }

    async fn add_company(&self, account: &NewAccount) -> anyhow::Result<()> {
        let occasion = self.occasion();
        let create = self
            .db
            .write(|tx| async move { accounts::create(&tx, account, occasion).await });
        create.await?;
        super::print(&format!("Added {}", account.name));
        Ok(())
    }

    /// The person starts with a password that nobody knows; the link replaces it.
    async fn add_person(&self, member: NewMember, company: Option<&str>) -> anyhow::Result<()> {
        let account = match company {
            Some(name) => Some(
                accounts::find_by_name(self.db, name)
                    .await?
                    .with_context(|| format!("there is no company {name:?}; add it first"))?,
            ),
            None => None,
        };
        let Ok(email) = crate::handlers::members::check_email(&member.email) else {
            bail!("{:?} is not an email address", member.email);
        };
        let member = &NewMember { email, ..member };
        let password = Hasher::new()?.hash(tokens::random_token()).await;
        let password = &password.map_err(|_| anyhow::anyhow!("cannot hash a password"))?;
        let occasion = self.occasion();
        let create = self.db.write(|tx| async move {
            match account {
                Some(account) => {
                    members::create_member(&tx, account, member, password, occasion).await
                }
                None => members::create_staff(&tx, member, password, occasion).await,
            }
        });
        create.await?;
        self.print_reset_link(&member.email).await
    }

    async fn print_reset_link(&self, email: &str) -> anyhow::Result<()> {
        let person = members::credentials_by_email(self.db, email)
            .await?
            .with_context(|| format!("nobody has the address {email}"))?;
        let token = tokens::random_token();
        let (hash, occasion) = (&TokenHash::of(&token), self.occasion());
        let expires_at = self.now.checked_add(INVITATION_LIVES)?;
        let issue = self.db.write(|tx| async move {
            links::issue_reset_by_hand(&tx, person.id, hash, expires_at, occasion).await
        });
        issue.await?;
        let url = &self.settings.public_url;
        super::print(&format!(
            "{}: {url}/reset-password#{token} (works once, for 7 days)",
            person.name
        ));
        Ok(())
    }
}

/// Reads a word as the wire writes it, such as `success_manager`.
fn parse_word<T: serde::de::DeserializeOwned>(word: &str) -> Result<T, serde_json::Error> {
    serde_json::from_value(serde_json::Value::String(word.to_owned()))
}
