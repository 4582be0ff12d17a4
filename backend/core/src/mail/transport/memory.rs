//! Mails kept in memory, for tests.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use crate::ports::{Mailer, ReadyMail, SendFault};

/// A mail that was sent.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The kind's name.
    pub kind: &'static str,
    /// The envelope recipient.
    pub recipient: String,
    /// The whole message.
    pub message: String,
}

type Answer = Box<dyn Fn(&ReadyMail) -> Result<(), SendFault> + Send + Sync>;

/// Keeps what is sent; clones share it. Answers as it is told to.
#[derive(Clone, Default)]
pub struct Memory {
    sent: Arc<Mutex<Vec<Kept>>>,
    answer: Arc<Mutex<Option<Answer>>>,
}

impl Memory {
    /// All mails sent so far, oldest first.
    pub fn sent(&self) -> Vec<Kept> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on answers so; a mail answered with a fault is not kept.
    pub fn answer_with(&self, answer: impl Fn(&ReadyMail) -> Result<(), SendFault> + Send + Sync + 'static) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(answer));
    }
}

#[async_trait]
impl Mailer for Memory {
    async fn send(&self, mail: &ReadyMail) -> Result<(), SendFault> {
        if let Some(answer) = &*self.answer.lock().unwrap_or_else(PoisonError::into_inner) {
            answer(mail)?;
        }
        let message = String::from_utf8_lossy(&mail.message).into_owned();
        let kept = Kept { kind: mail.kind, recipient: mail.recipient.clone(), message };
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
        Ok(())
    }
}
