//! One file per route. A page reads what it shows, says what it is called, and puts components together.

mod article;
mod category;
mod company;
mod forgot_password;
mod history;
mod home;
mod knowledge;
mod movements;
mod not_found;
mod profile;
mod reset_password;
mod search;
mod sign_in;
mod staff;
mod welcome;

pub use article::Article;
pub use category::Category;
pub use company::Company;
pub use forgot_password::ForgotPassword;
pub use history::History;
pub use home::Home;
pub use knowledge::Knowledge;
pub use movements::Movements;
pub use not_found::NotFound;
pub use profile::Profile;
pub use reset_password::ResetPassword;
pub use search::Search;
pub use sign_in::SignIn;
pub use staff::Staff;
pub use welcome::Welcome;
