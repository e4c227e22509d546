//! Long plays with what the book loads in part: whatever is done, the whole book must lead to the same rows.

use contract::Wallet;
use loyalty::Points;
use loyalty::ledger::{Holder, Outcome};
use serde_json::json;
use storage::programme::{self, Award, Change, NewEvent};
use storage::{Conflict, Error, ledger};
use uuid::Uuid;

use super::{HOUR, Scene};
use crate::fixture::{benches, now};

/// Steps of one play: enough for wallets of many more lots than are read at once.
const STEPS: i64 = 120;

/// The same numbers on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let number = i64::try_from(self.0 >> 33).unwrap();
        number % end
    }
}

/// Facts of one batch: earned now or long ago, with or without an end, corrected, spent.
fn batch(scene: &Scene<'_>, step: i64, dice: &mut Chance) -> Vec<NewEvent> {
    let event = |index: i64| {
        let member = (dice.below(2) == 0).then_some(scene.ken.member);
        let holder = Holder::from(member);
        let at = step * HOUR;
        let occurred_at = now(at - dice.below(4) * 20 * HOUR);
        let points = Points::new(1 + dice.below(30));
        let change = match dice.below(12) {
            0 => Change::Corrected(Points::new(1 + dice.below(60)), None),
            _ => Change::Earned(points),
        };
        let lives = dice.below(3) * 30 * HOUR;
        NewEvent {
            account: scene.ken.account,
            member,
            source: "play".to_owned(),
            external_id: format!("{step}-{index}"),
            kind: "lesson.finished".to_owned(),
            subject: "A lesson".to_owned(),
            occurred_at,
            received_at: now(at),
            data: json!({}),
            awards: vec![Award {
                to: holder,
                change,
                expires_at: (lives > 0)
                    .then(|| occurred_at + jiff::SignedDuration::from_secs(lives)),
                why: None,
            }],
        }
    };
    (0..4).map(event).collect()
}

#[tokio::test]
async fn a_book_that_is_loaded_in_part_is_kept_as_the_whole_one() {
    for bench in &benches().await {
        let scene = Scene::new(bench).await;
        let mut chance = Chance(20_261_124);
        let (mut held, mut refused) = (Vec::new(), 0);
        for step in 0..STEPS {
            let events = &batch(&scene, step, &mut chance);
            let recorded = |tx| async move { programme::record_events(&tx, events).await };
            bench.db.write(recorded).await.unwrap();
            let from = [Wallet::Company, Wallet::Mine][usize::try_from(chance.below(2)).unwrap()];
            let id = u128::try_from(step).unwrap() + 1;
            match scene
                .hold(id, from, step * HOUR + 1, 1 + chance.below(220))
                .await
            {
                Ok(()) => held.push(id),
                Err(Error::Conflict(Conflict::NotEnoughPoints)) => refused += 1,
                Err(error) => panic!("{error}"),
            }
            if chance.below(2) == 0 && !held.is_empty() {
                let one = usize::try_from(chance.below(100)).unwrap() % held.len();
                let outcome =
                    [Outcome::Posted, Outcome::Voided][usize::try_from(chance.below(2)).unwrap()];
                scene
                    .resolve(held.swap_remove(one), outcome, step * HOUR + 2)
                    .await
                    .unwrap();
            }
            if step % 25 == 24 {
                ledger::run_due(&bench.db, now(step * HOUR + 3))
                    .await
                    .unwrap();
            }
        }
        assert!(
            refused > 0 && held.len() > 5,
            "{refused} refused, {} held",
            held.len()
        );
        assert_eq!(scene.findings().await, Vec::<String>::new());
        // A late spend of everything walks through all lots that are left.
        let at = STEPS * HOUR;
        ledger::run_due(&bench.db, now(at)).await.unwrap();
        let left = scene.balance(Wallet::Company).await;
        assert!(left > 0);
        super::hold(
            &bench.db,
            &scene.ken,
            Uuid::from_u128(9_999),
            Wallet::Company,
            at,
            left,
        )
        .await
        .unwrap();
        assert_eq!(scene.balance(Wallet::Company).await, 0);
        assert_eq!(scene.findings().await, Vec::<String>::new());
    }
}
