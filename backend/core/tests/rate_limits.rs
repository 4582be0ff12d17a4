//! Limits count every use, also those that arrive together, and forget a window that is over.

use std::sync::Arc;

use tablee_core::cases::rate_limits::{RateLimit, SIGN_IN_PER_ADDRESS as LIMIT, check_left, spend};
use tablee_core::ports::{CountingRandom, HandClock};
use tablee_core::secrets::Secrets;
use tablee_core::{Context, Refusal, Settings};

async fn context(folder: &tempfile::TempDir) -> (Context, Arc<HandClock>) {
    let path = folder.path().join("test.db");
    let db = tablee_core::connect(&format!("sqlite://{}", path.display()))
        .await
        .expect("a new database opens");
    let clock = Arc::new(HandClock::at(1_774_951_200_000));
    let settings = Settings {
        public_url: "https://tablee.example".to_owned(),
        site_name: "Tablée".to_owned(),
        mail_from: "tablee@tablee.example".to_owned(),
        mail_reply_to: "equipe@tablee.example".to_owned(),
    };
    let cx = Context {
        db,
        clock: clock.clone(),
        random: Arc::new(CountingRandom::seeded(1)),
        secrets: Arc::new(Secrets::new([7; 32])),
        settings: Arc::new(settings),
        alike: Arc::default(),
    };
    (cx, clock)
}

async fn passed(cx: &Context, limit: RateLimit, who: &str) -> bool {
    match spend(cx, limit, who).await {
        Ok(()) => true,
        Err(Refusal::TooMany) => false,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uses_that_arrive_together_are_all_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cx, _clock) = context(&folder).await;
    let tries = (0..12).map(|_| passed(&cx, LIMIT, "nadia@example.org"));
    let done = futures_util::future::join_all(tries).await;
    assert_eq!(done.into_iter().filter(|passed| *passed).count(), 3);
    assert!(passed(&cx, LIMIT, "someone.else@example.org").await);
}

#[tokio::test]
async fn a_window_begins_with_its_first_use_and_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let (cx, clock) = context(&folder).await;
    for _ in 0..3 {
        assert!(check_left(&cx, LIMIT, "nadia").await.is_ok());
        assert!(passed(&cx, LIMIT, "nadia").await);
        clock.advance(60_000);
    }
    assert!(matches!(check_left(&cx, LIMIT, "nadia").await, Err(Refusal::TooMany)));
    assert!(!passed(&cx, LIMIT, "nadia").await);
    clock.advance(57 * 60_000);
    assert!(check_left(&cx, LIMIT, "nadia").await.is_ok());
    assert!(passed(&cx, LIMIT, "nadia").await);
    assert!(passed(&cx, LIMIT, "nadia").await);
}
