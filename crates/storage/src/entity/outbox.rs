//! A mail that is to be sent, or was.

use contract::{Locale, MailState};
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::column::{Coded, Moment};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub recipient: String,
    pub locale: Coded<Locale>,
    pub subject: String,
    pub body: String,
    /// The token in the body, until it is blanked there.
    pub secret: Option<String>,
    /// Of the link that the mail carries.
    pub link_hash: Option<Vec<u8>>,
    pub state: Coded<MailState>,
    pub attempts: i32,
    pub next_at: Option<Moment>,
    pub claimed_until: Option<Moment>,
    pub last_error: Option<String>,
    pub created_at: Moment,
    pub sent_at: Option<Moment>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
