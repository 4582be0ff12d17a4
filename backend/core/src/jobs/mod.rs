//! What runs beside the requests. Several nodes may run the same jobs on one database.

pub mod analyse_opinions;
pub mod count_votes;
pub mod housekeeping;
pub mod seal_ballots;
pub mod send_mail;

use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::Context;
use crate::ports::Mailer;

/// The running jobs.
pub struct Jobs {
    stop: watch::Sender<bool>,
    running: Vec<JoinHandle<()>>,
}

/// Starts all jobs.
pub fn start(cx: &Context, mailer: Arc<dyn Mailer>) -> Jobs {
    let (stop, stopped) = watch::channel(false);
    let running = vec![
        tokio::spawn(send_mail::run(cx.clone(), mailer.clone(), stopped.clone())),
        tokio::spawn(seal_ballots::run(cx.clone(), stopped.clone())),
        tokio::spawn(count_votes::run(cx.clone(), stopped.clone())),
        tokio::spawn(analyse_opinions::run(cx.clone(), stopped.clone())),
        tokio::spawn(housekeeping::run(cx.clone(), mailer, stopped)),
    ];
    Jobs { stop, running }
}

impl Jobs {
    /// Tells all jobs to stop, without waiting for their end: from now on no mail is claimed (O17).
    pub fn halt(&self) {
        self.stop.send_replace(true);
    }

    /// Stops claiming mails, waits for those in conversation with a server (60 s at most), gives the others back (O17).
    pub async fn stop(self) {
        self.halt();
        for job in self.running {
            if let Err(error) = job.await {
                tracing::error!(%error, "a job ended badly");
            }
        }
    }
}

/// Waits until the jobs are to stop.
async fn stopping(stopped: &mut watch::Receiver<bool>) {
    // An error means that whoever could say "stop" is gone: stop.
    let _ = stopped.wait_for(|stop| *stop).await;
}
