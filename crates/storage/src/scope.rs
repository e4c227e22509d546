//! Who asks. Every function on customer data takes a scope and sees no further than it reaches.

use contract::{Persona, Role};
use uuid::Uuid;

use crate::{Error, Result};

/// Who asks, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Customer(AccountScope),
    Staff(StaffScope),
}

/// A person of a customer company: reaches that company alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountScope {
    pub account: Uuid,
    pub member: Uuid,
    pub session: Uuid,
    pub is_admin: bool,
    pub persona: Option<Persona>,
}

/// A person of the vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffScope {
    pub member: Uuid,
    pub session: Uuid,
    pub role: Role,
}

impl Scope {
    pub const fn member(&self) -> Uuid {
        match self {
            Self::Customer(scope) => scope.member,
            Self::Staff(scope) => scope.member,
        }
    }

    pub const fn session(&self) -> Uuid {
        match self {
            Self::Customer(scope) => scope.session,
            Self::Staff(scope) => scope.session,
        }
    }

    /// The company of who asks; none for the vendor's staff.
    pub const fn account(&self) -> Option<Uuid> {
        match self {
            Self::Customer(scope) => Some(scope.account),
            Self::Staff(_) => None,
        }
    }

    pub const fn persona(&self) -> Option<Persona> {
        match self {
            Self::Customer(scope) => scope.persona,
            Self::Staff(_) => None,
        }
    }

    /// The scope of a customer's person, else [`Error::Forbidden`].
    pub const fn customer(&self) -> Result<&AccountScope> {
        match self {
            Self::Customer(scope) => Ok(scope),
            Self::Staff(_) => Err(Error::Forbidden),
        }
    }

    /// The scope of the vendor's staff, else [`Error::Forbidden`].
    pub const fn staff(&self) -> Result<&StaffScope> {
        match self {
            Self::Staff(scope) => Ok(scope),
            Self::Customer(_) => Err(Error::Forbidden),
        }
    }
}

impl AccountScope {
    /// Passes account admins only.
    pub const fn admin(&self) -> Result<()> {
        if self.is_admin {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }
}

impl StaffScope {
    /// Passes those who look after accounts: success managers and operators.
    pub const fn looks_after_accounts(&self) -> Result<()> {
        if matches!(self.role, Role::SuccessManager | Role::Operator) {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Passes operators only.
    pub const fn operator(&self) -> Result<()> {
        if matches!(self.role, Role::Operator) {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }
}
