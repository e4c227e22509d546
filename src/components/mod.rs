//! What several pages share. A component shows what it is given; it does not fetch, and knows no page.

mod article_list;
mod ask_us;
mod audit_log;
mod avatar;
mod badge;
mod button;
mod chart;
mod chip;
mod dialog;
mod field;
mod form;
mod gift;
mod heading;
mod icon;
mod language_field;
mod language_switch;
mod load;
mod menu;
mod new_password;
mod ring;
mod sign_in_form;
mod skeleton;
mod states;
mod tier_history;
mod toast;

pub use article_list::{ArticleLine, ArticleList};
pub use ask_us::AskUs;
pub use audit_log::AuditLog;
pub use avatar::Avatar;
pub use badge::BadgeMedal;
pub use button::{Button, Look};
pub use chart::{Bar, Chart};
pub use chip::{Chip, TierChip, Tone};
pub use dialog::{Dialog, Modal};
pub use field::{SelectField, TextArea, TextField};
pub use form::Form;
pub use gift::GiftLine;
pub use heading::PageHeading;
pub use icon::Icon;
pub use language_field::LanguageField;
pub use language_switch::LanguageSwitch;
pub use load::{Load, LoadPages};
pub use menu::{Menu, MenuItem};
pub use new_password::NewPassword;
pub use ring::Ring;
pub use sign_in_form::SignInForm;
pub use skeleton::{Skeleton, skeleton};
pub use states::{Empty, Failure};
pub use tier_history::TierHistory;
pub use toast::{ToastRegion, Toasts, use_toasts};

use std::sync::atomic::{AtomicUsize, Ordering};

/// An id that no other element of the page has.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
