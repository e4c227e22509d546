//! Who is in the demo.

mod brightwell;
mod chengyang;
mod hoshino;
mod nordlicht;

use contract::Role;

use super::SignIn;
use super::company::Cast;

/// The four client companies.
pub(super) fn companies() -> [Cast; 4] {
    [
        hoshino::cast(),
        nordlicht::cast(),
        chengyang::cast(),
        brightwell::cast(),
    ]
}

/// The vendor's staff: login at `kizuna.example`, name, role.
pub(super) const STAFF: [(&str, &str, Role); 3] = [
    ("operator", "Olivia Okada", Role::Operator),
    ("writer", "William Reyes", Role::Writer),
    ("success", "Sara Lindqvist", Role::SuccessManager),
];

pub(super) fn staff_email(login: &str) -> String {
    format!("{login}@kizuna.example")
}

/// The sign-ins that are printed: an admin and a member of each company, and the vendor's staff.
pub(super) fn sign_ins() -> Vec<SignIn> {
    let of_companies = companies().into_iter().flat_map(|cast| {
        let known: Vec<SignIn> = cast
            .people
            .iter()
            .filter(|person| person.is_sign_in)
            .map(|person| SignIn {
                email: person.email(&cast.company),
                name: person.name.to_owned(),
                role: person.role,
                company: Some(cast.company.name.to_owned()),
            })
            .collect();
        known
    });
    let of_vendor = STAFF.iter().map(|(login, name, role)| SignIn {
        email: staff_email(login),
        name: (*name).to_owned(),
        role: *role,
        company: None,
    });
    of_companies.chain(of_vendor).collect()
}
