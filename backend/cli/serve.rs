//! `tablee serve`

use crate::app;
use crate::cli::Outcome;
use crate::config::Config;

pub(super) async fn run(config: &Config) -> Outcome {
    let _cx = app::open(config).await?;
    Ok(())
}
