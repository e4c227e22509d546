//! The only code that talks HTTP: one file per group of endpoints over one client.
//!
//! Pages read through `use_read` and `use_pages`, which keep what was read, and write through the functions here. Nothing of
//! HTTP leaves this module: pages see `ApiError`, whose cases they can act on.

mod account;
mod articles;
mod audit;
mod benefits;
mod board;
mod care;
mod client;
mod error;
mod follow_ups;
mod home;
mod links;
mod live;
mod members;
mod pages;
mod play;
mod read;
mod reading;
mod rewards;
mod search;
mod session;
mod surveys;
mod write;
mod writing;

pub use account::account_path;
pub use articles::{article_path, index_path};
pub use audit::audit_path;
pub use benefits::{benefits_path, company_programme_path, report_file_href, report_path};
pub use board::{
    board_path, board_settings_path, league_path, my_board_path, participation_file_href,
    participation_path, put_board_settings, put_my_board,
};
pub use care::{
    account_programme_path, adjust_points, adjustments_path, agree_benefit, api_keys_path,
    create_api_key, create_offer, decide_adjustment, end_api_key, end_benefit, end_offer, end_tier,
    give_gift, give_tier, offers_path,
};
pub use client::{Client, use_client};
pub use error::ApiError;
pub use follow_ups::{
    add_note, close_follow_up, follow_ups_path, set_success_manager, set_work_calendar,
    success_manager_path, take_follow_up, work_calendar_path,
};
pub use home::{
    Lines, csv_address, home_path, movement_path, movements, programme_path, rules_path, statement,
    statement_address,
};
pub use links::{inspect_link, redeem_link};
pub use live::use_live_board;
pub use members::{
    deactivate_member, invite_member, members_path, reactivate_member, resend_invitation,
    update_member, withdraw_invitation,
};
pub use pages::{Pages, use_pages};
pub use play::{
    badges_path, call_off_challenge, challenges_file_href, challenges_path, create_challenge,
    play_news_path, play_news_told, put_celebrations, put_reading, take_part,
};
pub use read::{Kept, Read, Reading, use_read};
pub use reading::{
    ask_question, bookmarks_path, changes_path, end_feed, feed_path, help_path, make_feed,
    my_reading_path, put_vote, set_bookmark,
};
pub use rewards::{
    approve_redemption, cancel_redemption, create_redemption, fulfil_redemption, fulfilments_path,
    put_spending, redemptions_path, refuse_redemption, rewards_path, spending_path,
    withdraw_redemption,
};
pub use search::{finish_search, search_index};
pub use session::{
    change_password, current_session, end_other_sessions, end_session, request_reset,
    sessions_path, sign_in, sign_out, update_me,
};
pub use surveys::{
    create_ask, decline, feedback_path, has_question, put_answer, put_interest, put_why, put_wish,
    survey_now, undo_answer,
};
pub use write::{Write, use_key, use_write};
pub use writing::{
    accounts_path, article_source, outbox_path, preview, questions_path, writing_articles_path,
    writing_gaps_path,
};
