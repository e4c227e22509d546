//! One line of the audit log; the names are as they were then.

use contract::AuditAction;
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::column::{Coded, Moment};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: Moment,
    pub action: Coded<AuditAction>,
    pub is_administrative: bool,
    pub actor_id: Option<Uuid>,
    pub account_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub subject_name: Option<String>,
    pub detail: Option<String>,
    pub address: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
