//! `tablee check-config`

use crate::cli::Outcome;
use crate::config::Config;

pub(super) fn run(config: &Config) -> Outcome {
    let database = config.database_url.split_once("://").map_or("", |(scheme, _)| scheme);
    println!("The configuration is good.");
    println!("  site       {} at {}", config.site_name, config.public_url);
    println!("  listens on {}", config.listen);
    println!("  data in    {}", config.data_dir.display());
    println!("  database   {database}");
    match &config.smtp_url {
        Some(_) => println!("  mails      sent by SMTP, from {}", config.mail_from),
        None => println!("  mails      kept as files in {}", config.mail_dir().display()),
    }
    println!("  rules      sha256:{}", tablee_rules::FINGERPRINT);
    Ok(())
}
