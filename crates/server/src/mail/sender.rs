//! Takes mails from the outbox and hands them to the mail server.

use std::time::Duration;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;
use storage::outbox::{self, ClaimedMail};

use crate::settings::MailSettings;
use crate::state::AppState;

const BATCH: u32 = 20;
/// Longer than a batch can take, so that no other process sends the same mail.
const LEASE: SignedDuration = SignedDuration::from_mins(15);
/// A mail server that says nothing for this long has failed.
const PATIENCE: Duration = Duration::from_secs(20);
/// Waits between tries: the mail is given up after the last.
const RETRIES: [SignedDuration; 5] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(10),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(24),
];

/// A mail server and the sender's address.
pub struct Sender {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Sender {
    pub fn new(settings: &MailSettings) -> anyhow::Result<Self> {
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(settings.smtp.expose_secret())
                .context("smtp is not a valid address of a mail server")?
                .timeout(Some(PATIENCE))
                .build();
        Ok(Self {
            transport,
            from: settings.from.parse()?,
        })
    }

    /// Sends what is due and says how many were sent.
    pub async fn send_due(&self, state: &AppState) -> anyhow::Result<usize> {
        let now = state.clock.now();
        let claim = state
            .db
            .write(|tx| async move { outbox::claim_due(&tx, BATCH, LEASE, now).await });
        let mut sent = 0;
        for mail in claim.await? {
            let outcome = self.send(&mail).await;
            sent += usize::from(outcome.is_ok());
            self.settle(state, &mail, outcome).await?;
        }
        Ok(sent)
    }

    async fn send(&self, mail: &ClaimedMail) -> anyhow::Result<()> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.to.parse().context("not a mail address")?)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())?;
        tokio::time::timeout(PATIENCE * 2, self.transport.send(message))
            .await
            .context("the mail server did not answer")??;
        Ok(())
    }

    async fn settle(
        &self,
        state: &AppState,
        mail: &ClaimedMail,
        outcome: anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let now = state.clock.now();
        let (id, next_at) = (mail.id, next_try(mail.attempts, now));
        match outcome {
            Ok(()) => {
                state
                    .db
                    .write(|tx| async move { outbox::mark_sent(&tx, id, now).await })
                    .await?;
                metrics::counter!("mails_sent_total").increment(1);
            }
            Err(error) => {
                let error = &format!("{error:#}");
                tracing::warn!(mail = %id, %error, "mail not sent");
                metrics::counter!("mails_failed_total").increment(1);
                let failed = state
                    .db
                    .write(|tx| async move { outbox::mark_failed(&tx, id, error, next_at).await });
                failed.await?;
            }
        }
        Ok(())
    }
}

fn next_try(attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let wait = RETRIES.get(usize::try_from(attempts).ok()?)?;
    now.checked_add(*wait).ok()
}
