//! Mails leave the outbox through a mail server, once, and wait there when it fails.

use jiff::SignedDuration;
use serde_json::{Value, json};
use server::settings::GivenSettings;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::harness::{Client, TestApp};

/// A mail server that takes `accepted` mails and then refuses. It hands over what it was told.
async fn mail_server(accepted: usize) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (sender, mails) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut taken = 0;
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 test\r\n").await.unwrap();
            let mut mail: Option<String> = None;
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = match (&mut mail, line.as_str()) {
                    (Some(_), ".") => {
                        taken += 1;
                        sender.send(mail.take().unwrap()).unwrap();
                        "250 taken"
                    }
                    (Some(text), line) => {
                        text.push_str(line);
                        text.push('\n');
                        continue;
                    }
                    (None, "DATA") if taken < accepted => {
                        mail = Some(String::new());
                        "354 go on"
                    }
                    (None, "DATA") => "451 later",
                    (None, "QUIT") => "221 bye",
                    (None, _) => "250 ok",
                };
                if write
                    .write_all(format!("{answer}\r\n").as_bytes())
                    .await
                    .is_err()
                {
                    break;
                }
            }
        }
    });
    (address, mails)
}

async fn app(smtp: String) -> TestApp {
    let settings = GivenSettings {
        smtp: Some(smtp.into()),
        mail_from: Some("Portal <portal@vendor.example>".into()),
        ..Default::default()
    };
    TestApp::with(Vec::new(), std::collections::HashMap::new(), settings).await
}

async fn states(app: &TestApp) -> Vec<(Value, Value)> {
    let mut operator = app.signed_in("op@vendor.example").await;
    let outbox = operator.get("/api/v1/outbox").await.ok();
    let mails = outbox["items"].as_array().unwrap();
    mails
        .iter()
        .map(|mail| (mail["state"].clone(), mail["last_error"].clone()))
        .collect()
}

#[tokio::test]
async fn a_mail_is_sent_once() {
    let (smtp, mut mails) = mail_server(10).await;
    let app = app(smtp).await;
    app.signed_in("aki@hoshino.example")
        .await
        .invite("new@hoshino.example")
        .await
        .ok();
    assert_eq!(server::jobs::send_mails(&app.state).await.unwrap(), 1);
    let mail = mails.recv().await.unwrap();
    assert!(mail.contains("To: new@hoshino.example"), "{mail}");
    assert!(
        mail.contains("portal@vendor.example") && mail.contains("/welcome#"),
        "{mail}"
    );
    assert_eq!(server::jobs::send_mails(&app.state).await.unwrap(), 0);
    assert_eq!(states(&app).await, [("sent".into(), Value::Null)]);
}

#[tokio::test]
async fn a_mail_that_is_refused_waits_is_tried_again_and_is_given_up_at_last() {
    let (smtp, mut mails) = mail_server(0).await;
    let app = app(smtp).await;
    app.signed_in("aki@hoshino.example")
        .await
        .invite("new@hoshino.example")
        .await
        .ok();
    for wait in [1, 10, 60, 6 * 60, 24 * 60] {
        assert_eq!(server::jobs::send_mails(&app.state).await.unwrap(), 0);
        let state = states(&app).await.remove(0);
        assert_eq!(state.0, "waiting");
        assert!(state.1.as_str().unwrap().contains("later"), "{state:?}");
        app.advance(SignedDuration::from_mins(wait) + SignedDuration::from_secs(1));
    }
    server::jobs::send_mails(&app.state).await.unwrap();
    assert_eq!(states(&app).await.remove(0).0, "failed");
    assert!(mails.try_recv().is_err());
}

#[tokio::test]
async fn a_mail_server_that_is_not_there_loses_nothing() {
    let app = app("smtp://127.0.0.1:1".into()).await;
    app.signed_in("aki@hoshino.example")
        .await
        .invite("new@hoshino.example")
        .await
        .ok();
    assert_eq!(server::jobs::send_mails(&app.state).await.unwrap(), 0);
    assert_eq!(states(&app).await.remove(0).0, "waiting");
}

async fn only_mail(operator: &mut Client) -> Value {
    operator.get("/api/v1/outbox").await.ok()["items"][0].clone()
}

#[tokio::test]
async fn a_sent_mail_keeps_its_text_and_not_its_link() {
    let (smtp, mut mails) = mail_server(10).await;
    let app = app(smtp).await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    admin.invite("new@hoshino.example").await.ok();
    let token = app.last_token("new@hoshino.example").await;
    server::jobs::send_mails(&app.state).await.unwrap();
    assert!(mails.recv().await.unwrap().contains(&token));
    let mail = only_mail(&mut app.signed_in("op@vendor.example").await).await;
    let body = mail["body"].as_str().unwrap();
    assert!(!body.contains(&token), "{body}");
    assert!(body.contains("/welcome#[removed]"), "{body}");
}

/// Without a mail server operators pass the links on by hand.
#[tokio::test]
async fn a_mail_that_was_not_sent_keeps_its_link_until_that_is_used_or_runs_out() {
    let app = TestApp::start().await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    for (email, is_used) in [
        ("new@hoshino.example", true),
        ("late@hoshino.example", false),
    ] {
        admin.invite(email).await.ok();
        server::jobs::sweep(&app.state).await.unwrap();
        let token = app.last_token(email).await;
        assert_ne!(token, "[removed]");
        if is_used {
            let body = json!({ "token": token, "password": "seven quiet herons", "name": "Nao" });
            app.client().post("/api/v1/links/redeem", body).await.ok();
        } else {
            app.advance(SignedDuration::from_hours(7 * 24 + 1));
        }
        server::jobs::sweep(&app.state).await.unwrap();
        assert_eq!(app.last_token(email).await, "[removed]");
    }
}

/// A mail server that comes back must not send people links that are dead.
#[tokio::test]
async fn a_mail_whose_link_is_dead_is_not_sent_any_more() {
    let (smtp, mut mails) = mail_server(10).await;
    let app = app(smtp).await;
    let mut admin = app.signed_in("aki@hoshino.example").await;
    let invited = admin.invite("new@hoshino.example").await.ok();
    let id = invited["id"].as_str().unwrap();
    let again = format!("/api/v1/members/{id}/invitation");
    admin.post(&again, json!({})).await.ok();
    let token = app.last_token("new@hoshino.example").await;
    assert_eq!(server::jobs::send_mails(&app.state).await.unwrap(), 1);
    assert!(mails.recv().await.unwrap().contains(&token));
}
