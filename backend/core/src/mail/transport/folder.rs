//! Mails kept as `.eml` files, for an installation without a mail server.

use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;

use crate::ports::{Mailer, ReadyMail, SendFault};

/// Keeps each mail as `KIND-ROW.eml` in a folder. A mail sent again overwrites its file.
pub struct Folder(PathBuf);

impl Folder {
    /// Keeps mails in `folder`, made when it is missing; only its owner may look into it.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        Ok(Self(folder.to_owned()))
    }
}

#[async_trait]
impl Mailer for Folder {
    async fn send(&self, mail: &ReadyMail) -> Result<(), SendFault> {
        let file = self.0.join(format!("{}-{}.eml", mail.kind, mail.id));
        let unfinished = file.with_extension("unfinished");
        let kept = async {
            tokio::fs::write(&unfinished, &mail.message).await?;
            tokio::fs::File::open(&unfinished).await?.sync_all().await?;
            tokio::fs::rename(&unfinished, &file).await
        };
        kept.await
            .map_err(|error: io::Error| SendFault::TryAgain(error.to_string()))
    }
}
