//! One phase's log: its name, its key, its batches.

use tablee_rules::ballot_log::Signer;

use crate::cases::participation::PhaseAddress;
use crate::ports::Millis;
use crate::secrets::Purpose;
use crate::{Context, Refusal};

/// Leaves that come in within this time enter the log together.
pub(crate) const BATCH: Millis = 10 * 60 * 1000;

/// At the latest so long after the end of its batch a leaf is in the log, unless the server is down.
pub(crate) const SEALING: Millis = 60 * 1000;

/// The number of the batch of this moment, counted from 1970.
pub(crate) fn batch_of(moment: Millis) -> i64 {
    moment.div_euclid(BATCH)
}

/// What signs the heads of a phase's log. The key is the installation's; its name is that of the log: host and path of the phase.
///
/// # Errors
/// `WrongState` when the public address of the installation can name no log.
pub(crate) fn signer(cx: &Context, phase: &PhaseAddress) -> Result<Signer, Refusal> {
    let url = &cx.settings.public_url;
    let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
    let origin = format!("{host}/c/{}/etape/{}", phase.slug, phase.position);
    let seed = cx.secrets.mac(Purpose::BallotLogKey, &[]);
    Signer::new(&origin, &seed).ok_or(Refusal::WrongState)
}
