//! What an installation refuses to start with, in a plain sentence.

use tablee::app::{self, StartError};

use crate::support::{App, Kind};

#[tokio::test]
async fn o27_a_retired_key_that_is_not_whole_is_said_at_the_start() {
    let app = App::start(Kind::Sqlite).await.expect("SQLite is built in");
    let mut retired = app.config.secret_file.clone().into_os_string();
    retired.push(".retired");
    app::open(&app.config).await.expect("a key of its own is made");
    for (bytes, starts) in [(vec![9; 31], false), (vec![9; 33], false), (Vec::new(), false), (vec![9; 32], true)] {
        std::fs::write(&retired, &bytes).expect("written");
        match app::open(&app.config).await {
            Ok(_) => assert!(starts, "{} bytes", bytes.len()),
            Err(StartError::Key(file)) => {
                assert!(!starts && file.ends_with("secret.key.retired"), "{} bytes, {file}", bytes.len());
            }
            Err(other) => panic!("{other}"),
        }
    }
}
