//! What a person is to the portal: the role gives rights, the persona only chooses what is put in front of them.

use serde::{Deserialize, Serialize};

/// What a person may do. The first two belong to a customer company, the others to the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Member,
    AccountAdmin,
    Writer,
    SuccessManager,
    Operator,
}

impl Role {
    /// Whether the role belongs to the vendor's staff.
    pub const fn is_staff(self) -> bool {
        matches!(self, Self::Writer | Self::SuccessManager | Self::Operator)
    }
}

/// The kind of work a person does; it targets articles and benefits and gives no rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Persona {
    /// Uses the product every day.
    Practitioner,
    /// Runs a team.
    Lead,
    /// Answers for results.
    Executive,
}
