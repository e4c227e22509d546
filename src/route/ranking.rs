//! Which ranking an address asks for.

/// What is empty is as the server chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// A window's name, or the word of its kind.
    pub window: String,
    pub team: String,
    /// With what was booked after the window had closed.
    pub is_revised: bool,
}

impl Ranking {
    /// Names and values as they stand in a query, of the app and of the server alike.
    pub fn pairs(&self) -> [(&'static str, &str); 3] {
        let revised = if self.is_revised { "true" } else { "" };
        [
            ("window", &self.window),
            ("team", &self.team),
            ("revised", revised),
        ]
    }
}
