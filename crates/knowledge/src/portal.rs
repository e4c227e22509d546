//! The portal's own pages, as articles link to them and as `contexts` name them.
//!
//! The app's route table must have the same addresses.

/// A page that people use the portal by.
struct Page {
    /// What `contexts` call it.
    context: &'static str,
    path: &'static str,
}

const PAGES: &[Page] = &[
    page("home", "/"),
    page("kb", "/kb"),
    page("search", "/kb/search"),
    page("new", "/kb/new"),
    page("bookmarks", "/kb/bookmarks"),
    page("company", "/company"),
    page("history", "/company/history"),
    page("company-programme", "/company/programme"),
    page("report", "/company/report"),
    page("benefits", "/benefits"),
    page("movements", "/movements"),
    page("programme", "/programme"),
    page("rules", "/programme/rules"),
    page("rewards", "/rewards"),
    page("redemptions", "/rewards/redemptions"),
    page("spending", "/company/spending"),
    page("badges", "/team/badges"),
    page("challenges", "/team/challenges"),
    page("team", "/team"),
    page("board-settings", "/company/board"),
    page("profile", "/profile"),
    page("feedback", "/feedback"),
    page("sign-in", "/sign-in"),
    page("forgot-password", "/forgot-password"),
    page("welcome", "/welcome"),
    page("reset-password", "/reset-password"),
];

/// Pages that need no help of their own.
const OTHER_PATHS: &[&str] = &["/api/docs"];

const fn page(context: &'static str, path: &'static str) -> Page {
    Page { context, path }
}

/// Every page that an article can name in `contexts`.
pub fn contexts() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|page| page.context)
}

/// Whether the portal has a page at this path, which is not an article's or a category's.
pub(crate) fn is_page(path: &str) -> bool {
    let trimmed = path.strip_suffix('/').filter(|rest| !rest.is_empty());
    let path = trimmed.unwrap_or(path);
    PAGES.iter().any(|page| page.path == path) || OTHER_PATHS.contains(&path)
}

/// Whether a page stands where a category of this name would.
pub(crate) fn is_reserved_category(category: &str) -> bool {
    PAGES
        .iter()
        .any(|page| page.path.strip_prefix("/kb/") == Some(category))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_pages() {
        for (path, expected) in [
            ("/", true),
            ("/company/history", true),
            ("/company/", true),
            ("/kb/search", true),
            ("/kb/start", false),
            ("/compny", false),
            ("", false),
        ] {
            assert_eq!(is_page(path), expected, "{path}");
        }
        for name in ["search", "new", "bookmarks"] {
            assert!(is_reserved_category(name), "{name}");
        }
        assert!(!is_reserved_category("start"));
    }
}
