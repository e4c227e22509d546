//! One signed-in browser.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::column::Moment;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub member_id: Uuid,
    pub token_hash: Vec<u8>,
    pub user_agent: String,
    pub address: String,
    pub created_at: Moment,
    pub last_seen_at: Moment,
    pub expires_at: Moment,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
