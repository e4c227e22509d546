//! Single redemptions through HTTP: each is a request with a key of its own, given at once.

use super::{
    kill9,
    kill9_redeem::{COURSE, REDEMPTIONS, WITHOUT_APPROVAL, company_points, give_points},
    portal::{ADMIN, Client, Portal},
};
use anyhow::{Result, ensure};
use serde_json::json;
use std::{path::PathBuf, thread, time::Instant};

pub fn run(binary: Option<PathBuf>, clients: usize, redemptions: usize) -> Result<()> {
    let mut portal = Portal::without_app("redeeming", binary)?;
    portal.fill_with_demo()?;
    portal.follow_changed(&[
        WITHOUT_APPROVAL,
        (
            COURSE,
            "cost = 1\nwallet = \"account\"\nstock = \"unlimited\"\nneeds_approval = false",
        ),
    ])?;
    let _server = portal.start()?;
    let mut client = portal.client();
    client.sign_in(ADMIN)?;
    give_points(&portal, &client)?;
    let before = company_points(&client)?;
    let each = redemptions.div_ceil(clients);
    let begun = Instant::now();
    thread::scope(|scope| {
        let client = &client;
        let redeemers: Vec<_> = (0..clients)
            .map(|number| scope.spawn(move || redeem(client, number, each)))
            .collect();
        redeemers.into_iter().try_for_each(kill9::joined)
    })?;
    let taken = begun.elapsed().as_secs_f64();
    let made = i64::try_from(each * clients)?;
    let spent = before - company_points(&client)?;
    ensure!(spent == made, "{made} redemptions cost {spent} points");
    println!(
        "redemptions through HTTP with {clients} clients: {:.0}/s",
        super::rate(each * clients, taken)
    );
    Ok(())
}

fn redeem(client: &Client, number: usize, times: usize) -> Result<()> {
    let body = json!({ "reward": "advanced-course-seats" });
    for turn in 0..times {
        let answer = client.post(REDEMPTIONS, &format!("client {number} turn {turn}"), &body)?;
        ensure!(answer.status == 201, "{}: {}", answer.status, answer.body);
    }
    Ok(())
}
