//! Contributions that a story starts from, sent by the same use-cases as people's.

use tablee_core::access::{Actor, DeviceSecret};
use tablee_core::cases::participation::{PhaseAddress, SubmissionKey};
use tablee_core::cases::proposals::{self, Propose, Proposed};

use super::App;

impl App {
    /// A proposal sent by a person of its own; gives its receipt code.
    pub async fn proposes(&self, slug: &str, position: i32, title: &str, text: &str) -> String {
        let command = Propose {
            phase: PhaseAddress { slug: slug.to_owned(), position },
            title: title.to_owned(),
            text: text.to_owned(),
            similar_seen: true,
            key: SubmissionKey(format!("key of {title}")),
        };
        let person = Actor::Resident(DeviceSecret(format!("device of {title}")));
        match proposals::propose(&self.cx, &person, command).await {
            Ok(Proposed::Kept(code)) => code.to_string(),
            other => panic!("the proposal was not kept: {other:?}"),
        }
    }
}
