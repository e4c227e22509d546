//! A customer company.

use contract::Locale;
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::column::{Coded, Moment};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub locale: Coded<Locale>,
    pub time_zone: String,
    pub customer_since: String,
    pub is_demo: bool,
    pub created_at: Moment,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
