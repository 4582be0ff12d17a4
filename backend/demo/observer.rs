//! The observer of the demonstration: opens a vote that is over, counts it again, and signs what came out.

use tablee_core::access::Actor;
use tablee_core::cases::ballot_log::{SignResult, leaves, log, opened_log, published_vote, sign};
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::{Context, Refusal};
use tablee_rules::ballot_log::{Hash256, Known, Note, Published, PublishedLog, Signer, audit, seal_text, verify};

use super::DemoError;

/// The name of the observer's key.
const KEY_NAME: &str = "gazette-de-valmont";

/// Audits the published result of a decision and signs it, as `tablee audit --sign` does. The key is thrown away.
///
/// # Errors
/// When a use-case refuses; when something is wrong with the result.
pub async fn control(cx: &Context, phase: PhaseAddress, observer: &Actor) -> Result<(), DemoError> {
    let published = published(cx, &phase, observer).await?;
    let opened = opened_log(cx, observer, &phase).await?;
    if !verify(&published, &Known::default()).is_empty() || !audit(&published, &opened).is_empty() {
        return Err(DemoError::Missing("a result that can be counted again".to_owned()));
    }
    let mut seed = [0; 32];
    cx.random.fill(&mut seed);
    let signer = Signer::new(KEY_NAME, &seed).ok_or(Refusal::WrongState)?;
    let note = Note::signed(&seal_text(&published.log.origin, &published.result.hash()), &signer).to_string();
    Ok(sign(cx, observer, SignResult { phase, key: signer.verifier().to_string(), note }).await?)
}

/// Everything that is published of a decision.
async fn published(cx: &Context, phase: &PhaseAddress, reader: &Actor) -> Result<Published, DemoError> {
    let unreadable = |_| DemoError::Missing("a published result".to_owned());
    let vote = published_vote(cx, reader, phase).await?;
    let log = log(cx, reader, phase).await?;
    let mut hashes: Vec<Hash256> = Vec::new();
    loop {
        let page = leaves(cx, reader, phase, hashes.len() as u64).await?;
        if page.is_empty() {
            break;
        }
        hashes.extend(page.iter().filter_map(|hash| Hash256::from_hex(hash)));
    }
    let heads = log.heads.into_iter().map(|head| head.note).collect();
    Ok(Published {
        log: PublishedLog { origin: log.origin, key: log.key, leaves: hashes, heads },
        result: serde_json::from_str(&vote.result).map_err(unreadable)?,
        recount: serde_json::from_str(&vote.recount).map_err(unreadable)?,
        seal: vote.seal,
    })
}
