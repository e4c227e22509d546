//! One benefit of a tier in one language.

use contract::{Locale, Tier};
use sea_orm::entity::prelude::*;

use super::column::Coded;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tier_benefit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tier: Coded<Tier>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: Coded<Locale>,
    pub text: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
