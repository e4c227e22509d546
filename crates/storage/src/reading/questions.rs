//! Questions that no article answered.

use contract::{AskQuestion, Locale, Page, QuestionView};
use jiff::Timestamp;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::db::{execute, rows};
use crate::entity::column::{Code as _, Coded, Moment};
use crate::moment::new_id;
use crate::{Db, PageRequest, Result, Scope, StaffScope, Tx};

pub async fn add(tx: &Tx, scope: &Scope, question: &AskQuestion, now: Timestamp) -> Result<Uuid> {
    let sql = "
        INSERT INTO question (id, member_id, text, query, page, locale, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let id = new_id(now);
    let values = [
        id.into(),
        scope.member().into(),
        question.text.as_str().into(),
        question.query.clone().into(),
        question.page.as_str().into(),
        question.locale.word().into(),
        now.as_microsecond().into(),
    ];
    execute(tx.connection(), sql, values).await?;
    Ok(id)
}

/// All questions, the newest first, for the vendor's staff.
pub async fn list(db: &Db, _scope: &StaffScope, page: &PageRequest) -> Result<Page<QuestionView>> {
    let after: Option<Uuid> = page.after()?;
    let sql = "
        SELECT q.id, q.text, q.query, q.page, q.locale, q.asked_at, m.name AS member_name, m.email AS member_email,
               a.name AS account_name
        FROM question q JOIN member m ON m.id = q.member_id LEFT JOIN account a ON a.id = m.account_id
        WHERE q.id < $1 ORDER BY q.id DESC LIMIT $2";
    let reach = i64::try_from(page.reach()).unwrap_or(i64::MAX);
    let values = [after.unwrap_or(Uuid::max()).into(), reach.into()];
    let found: Vec<Line> = rows(db.reader(), sql, values).await?;
    Ok(page.page(found, |line| line.id, Line::view))
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    text: String,
    query: Option<String>,
    page: String,
    locale: Coded<Locale>,
    asked_at: Moment,
    member_name: String,
    member_email: String,
    account_name: Option<String>,
}

impl Line {
    fn view(self) -> QuestionView {
        QuestionView {
            id: self.id.to_string(),
            text: self.text,
            query: self.query,
            page: self.page,
            locale: self.locale.0,
            member_name: self.member_name,
            member_email: self.member_email,
            account_name: self.account_name,
            asked_at: self.asked_at.0.to_string(),
        }
    }
}
