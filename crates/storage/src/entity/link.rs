//! A single-use link that was mailed.

use contract::LinkKind;
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::column::{Coded, Moment};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub member_id: Uuid,
    pub invited_by: Option<Uuid>,
    pub kind: Coded<LinkKind>,
    pub token_hash: Vec<u8>,
    pub created_at: Moment,
    pub expires_at: Moment,
    pub used_at: Option<Moment>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
