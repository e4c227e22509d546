//! Surveys: who could be asked, who was, what was said, and what follows from it.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000018_surveys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, ASKING).await?;
        run(manager, ANSWERS).await?;
        run(manager, FOLLOWING_UP).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

// A wave goes by its first day. Texts in several languages are kept as JSON objects, as they were shown.
const ASKING: &[&str] = &[
    // Whether somebody came before is asked of every visit on which a survey could ask.
    "CREATE INDEX audit_by_sign_in ON audit (actor_id, at) WHERE action = 'signed_in'",
    "CREATE TABLE survey_frame (
        survey TEXT NOT NULL,
        wave TEXT NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        made_at BIGINT NOT NULL,
        PRIMARY KEY (survey, wave, account_id)
    )",
    // Who belonged to the audience when the wave began, and to which groups.
    "CREATE TABLE survey_frame_member (
        survey TEXT NOT NULL,
        wave TEXT NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        member_id UUID NOT NULL REFERENCES member (id),
        tier TEXT NOT NULL,
        persona TEXT NOT NULL,
        locale TEXT NOT NULL,
        life_stage TEXT NOT NULL,
        PRIMARY KEY (survey, wave, account_id, member_id)
    )",
    "CREATE TABLE survey_ask (
        id UUID PRIMARY KEY NOT NULL,
        survey TEXT NOT NULL,
        wave TEXT NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        member_id UUID NOT NULL REFERENCES member (id),
        after_id UUID REFERENCES survey_ask (id),
        page TEXT NOT NULL,
        subject TEXT,
        question TEXT NOT NULL,
        because TEXT NOT NULL,
        is_anonymous BOOLEAN NOT NULL,
        state TEXT NOT NULL,
        asked_at BIGINT NOT NULL
    )",
    "CREATE UNIQUE INDEX survey_ask_once ON survey_ask (survey, wave, member_id)",
    "CREATE UNIQUE INDEX survey_ask_open ON survey_ask (member_id) WHERE state = 'open'",
    "CREATE INDEX survey_ask_by_member ON survey_ask (member_id, id)",
    "CREATE INDEX survey_ask_by_account ON survey_ask (survey, wave, account_id)",
    // What the contact limit looks at, over all surveys. A survey that was asked in the sitting of another is no contact.
    "CREATE TABLE survey_contact (
        id UUID PRIMARY KEY NOT NULL,
        member_id UUID NOT NULL REFERENCES member (id),
        survey TEXT NOT NULL,
        kind TEXT NOT NULL,
        at BIGINT NOT NULL
    )",
    "CREATE INDEX survey_contact_by_member ON survey_contact (member_id, at)",
];

const ANSWERS: &[&str] = &[
    // An anonymous answer has neither ask, member, account nor groups, its id tells no time, and it is kept under the day on
    // which its wave began. Whoever gave it holds a receipt, of which the hash is kept until the wave is over; `undo_until` is
    // emptied as soon as the answer is settled.
    "CREATE TABLE survey_response (
        id UUID PRIMARY KEY NOT NULL,
        survey TEXT NOT NULL,
        wave TEXT NOT NULL,
        ask_id UUID REFERENCES survey_ask (id),
        member_id UUID REFERENCES member (id),
        account_id UUID REFERENCES account (id),
        receipt_hash BYTEA,
        kind TEXT NOT NULL,
        value INTEGER,
        words TEXT,
        why TEXT,
        answered_at BIGINT NOT NULL,
        undo_until BIGINT,
        settled_at BIGINT,
        tier TEXT NOT NULL,
        persona TEXT NOT NULL,
        locale TEXT NOT NULL,
        life_stage TEXT NOT NULL,
        offer TEXT,
        tags TEXT NOT NULL
    )",
    "CREATE UNIQUE INDEX survey_response_by_ask ON survey_response (ask_id)",
    "CREATE UNIQUE INDEX survey_response_by_receipt ON survey_response (receipt_hash)",
    "CREATE INDEX survey_response_by_survey ON survey_response (survey, wave, answered_at)",
    "CREATE INDEX survey_response_unsettled ON survey_response (undo_until) WHERE settled_at IS NULL",
    // Written as an answer is settled, so that results cost the same at any number of answers. What is not known of an
    // anonymous answer is empty.
    "CREATE TABLE survey_count (
        survey TEXT NOT NULL,
        wave TEXT NOT NULL,
        month TEXT NOT NULL,
        account TEXT NOT NULL,
        tier TEXT NOT NULL,
        persona TEXT NOT NULL,
        locale TEXT NOT NULL,
        life_stage TEXT NOT NULL,
        answer TEXT NOT NULL,
        answers BIGINT NOT NULL,
        PRIMARY KEY (survey, wave, month, account, tier, persona, locale, life_stage, answer)
    )",
];

const FOLLOWING_UP: &[&str] = &[
    "CREATE TABLE account_care (
        account_id UUID PRIMARY KEY NOT NULL REFERENCES account (id),
        success_manager_id UUID NOT NULL REFERENCES member (id),
        set_by UUID NOT NULL REFERENCES member (id),
        set_at BIGINT NOT NULL
    )",
    // Days are written as ISO numbers, Monday is 1, with spaces between; holidays as dates.
    "CREATE TABLE work_calendar (
        member_id UUID PRIMARY KEY NOT NULL REFERENCES member (id),
        time_zone TEXT NOT NULL,
        weekend TEXT NOT NULL,
        holidays TEXT NOT NULL
    )",
    // A low answer and a promoter's interest are different things to take up, each once a person and survey.
    "CREATE TABLE follow_up (
        id UUID PRIMARY KEY NOT NULL,
        survey TEXT NOT NULL,
        reason TEXT NOT NULL,
        account_id UUID NOT NULL REFERENCES account (id),
        member_id UUID NOT NULL REFERENCES member (id),
        owner_rule TEXT NOT NULL,
        owner_id UUID REFERENCES member (id),
        state TEXT NOT NULL,
        opened_at BIGINT NOT NULL,
        due_on TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        reopened INTEGER NOT NULL,
        outcome TEXT,
        root_cause TEXT,
        closed_at BIGINT
    )",
    "CREATE UNIQUE INDEX follow_up_once ON follow_up (survey, member_id, reason)",
    "CREATE INDEX follow_up_by_state ON follow_up (state, due_on, id)",
    "CREATE INDEX follow_up_by_member ON follow_up (member_id)",
    "CREATE TABLE follow_up_step (
        id UUID PRIMARY KEY NOT NULL,
        follow_up_id UUID NOT NULL REFERENCES follow_up (id),
        kind TEXT NOT NULL,
        response_id UUID REFERENCES survey_response (id),
        by_id UUID REFERENCES member (id),
        text TEXT,
        at BIGINT NOT NULL
    )",
    "CREATE INDEX follow_up_step_by_follow_up ON follow_up_step (follow_up_id, id)",
    // What was said and what was done about it, for an account, for a persona, or for all.
    "CREATE TABLE heard (
        id UUID PRIMARY KEY NOT NULL,
        follow_up_id UUID REFERENCES follow_up (id),
        said TEXT NOT NULL,
        done TEXT NOT NULL,
        account_id UUID REFERENCES account (id),
        persona TEXT,
        published_by UUID NOT NULL REFERENCES member (id),
        published_at BIGINT NOT NULL,
        withdrawn_at BIGINT
    )",
    "CREATE INDEX heard_by_time ON heard (published_at, id)",
];
