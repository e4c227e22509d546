//! A person: of the company `account_id`, or of the vendor where that is absent.

use contract::{Locale, MemberStatus, Persona, Role, Theme};
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::column::{Coded, Moment};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Option<Uuid>,
    pub email: String,
    pub email_folded: String,
    pub name: String,
    pub name_folded: String,
    pub search_text: String,
    pub role: Coded<Role>,
    pub persona: Option<Coded<Persona>>,
    pub team: Option<String>,
    pub locale: Coded<Locale>,
    pub theme: Coded<Theme>,
    pub password_hash: Option<String>,
    pub status: Coded<MemberStatus>,
    pub created_at: Moment,
    pub joined_at: Option<Moment>,
    pub last_seen_at: Option<Moment>,
    pub deactivated_at: Option<Moment>,
    pub hides_points: bool,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
