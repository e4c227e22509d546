//! One change of a balance, from one event.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::column::{Coded, Moment, Purpose};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "movement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub wallet_id: Uuid,
    pub event_id: Uuid,
    pub purpose: Coded<Purpose>,
    pub points: i64,
    pub occurred_at: Moment,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
