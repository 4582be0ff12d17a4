//! `tablee backup FILE`

use std::path::Path;

use crate::app;
use crate::cli::Outcome;
use crate::config::Config;

pub(super) async fn run(config: &Config, file: &Path) -> Outcome {
    if file.exists() {
        return Err(format!("{} is there already; a backup is never written over another", file.display()).into());
    }
    let cx = app::open(config).await?;
    let path = file.to_str().ok_or("the name of the file is not UTF-8")?;
    cx.db
        .copy_to(path)
        .await
        .map_err(|error| format!("{} was not written: {error}", file.display()))?;
    println!("The database, as it was a moment ago, is in {}.", file.display());
    println!("Keep {} with it: receipt codes and followed topics need it.", config.secret_file.display());
    Ok(())
}
