//! Mails kept as `.eml` files, for an installation without a mail server.

use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use async_trait::async_trait;

use crate::ports::{Mailer, Millis, ReadyMail, SendFault};

/// Keeps each mail as `KIND-ROW.eml` in a folder. A mail sent again overwrites its file.
pub struct Folder {
    path: PathBuf,
    /// How long a file is kept; for ever without.
    life: Option<Millis>,
}

impl Folder {
    /// Keeps mails in `folder`, made when it is missing, for `life` or for ever; only its owner may look into it.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path, life: Option<Millis>) -> io::Result<Self> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        Ok(Self { path: folder.to_owned(), life })
    }
}

#[async_trait]
impl Mailer for Folder {
    async fn send(&self, mail: &ReadyMail) -> Result<(), SendFault> {
        let file = self.path.join(format!("{}-{}.eml", mail.kind, mail.id));
        let unfinished = file.with_extension("unfinished");
        let kept = async {
            tokio::fs::write(&unfinished, &mail.message).await?;
            tokio::fs::File::open(&unfinished).await?.sync_all().await?;
            tokio::fs::rename(&unfinished, &file).await
        };
        kept.await
            .map_err(|error: io::Error| SendFault::TryAgain(error.to_string()))
    }

    async fn throw_away(&self, now: Millis) -> io::Result<u64> {
        let Some(life) = self.life else { return Ok(0) };
        let (mut thrown, mut failed) = (0, None);
        let mut files = tokio::fs::read_dir(&self.path).await?;
        while let Some(file) = files.next_entry().await? {
            match throw_away(&file, now - life).await {
                Ok(gone) => thrown += u64::from(gone),
                // Renamed or thrown away meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => failed = Some(error),
            }
        }
        failed.map_or(Ok(thrown), Err)
    }
}

/// Throws a mail away that was written before that moment; says whether it was.
async fn throw_away(file: &tokio::fs::DirEntry, before: Millis) -> io::Result<bool> {
    let path = file.path();
    let ours = path
        .extension()
        .is_some_and(|kind| kind == "eml" || kind == "unfinished");
    let old = ours && written_at(file).await? < before;
    if old {
        tokio::fs::remove_file(&path).await?;
    }
    Ok(old)
}

async fn written_at(file: &tokio::fs::DirEntry) -> io::Result<Millis> {
    let written = file.metadata().await?.modified()?;
    Ok(written
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as Millis))
}
