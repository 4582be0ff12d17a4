//! The receipt of a ballot: a proof code that says nothing of the choice, and, while the vote is open, what was recorded.

use serde::Serialize;
use tablee_core::Context;
use tablee_core::cases::ballots::{BallotReceipt, RecordedBallot};
use tablee_rules::ballot_log::{Hash256, ProofCode};

use crate::http::Lang;
use crate::pages::ballots::CastView;
use crate::pages::qr::QrView;
use crate::pages::resident::paths;

#[derive(Serialize)]
pub(super) struct BallotReceiptView {
    proof: Option<ProofCard>,
    recorded: Option<RecordedView>,
    /// `yes` or `no`: whether a panel's draw took the voter, once that is known.
    drawn: Option<&'static str>,
    contact: String,
}

/// The proof code, as `partials/proof` shows it.
#[derive(Serialize)]
pub(in crate::pages) struct ProofCard {
    groups: Vec<String>,
    href: String,
    qr: Option<QrView>,
}

/// What was recorded, and what the code can be computed again from.
#[derive(Serialize)]
struct RecordedView {
    cast: CastView,
    opened: OpenedView,
}

/// What a leaf can be computed again from, as `partials/ballot_box/opened` shows it.
#[derive(Serialize)]
pub(super) struct OpenedView {
    pub consultation: String,
    pub nonce: String,
    pub json: String,
}

impl BallotReceiptView {
    pub fn new(cx: &Context, lang: Lang, receipt: BallotReceipt) -> Self {
        let recorded = |recorded: RecordedBallot| RecordedView {
            cast: CastView::new(lang, recorded.content),
            opened: OpenedView { consultation: recorded.consultation, nonce: recorded.nonce, json: recorded.json },
        };
        Self {
            proof: receipt.proof.map(|code| ProofCard::of(cx, &code)),
            recorded: receipt.recorded.map(recorded),
            drawn: receipt.drawn.map(yes_or_no),
            contact: receipt.contact,
        }
    }

    /// A ballot of each method, a closed vote, both ends of a panel's draw, and one whose links are erased.
    pub fn samples() -> Vec<Self> {
        let recorded = |cast: CastView| RecordedView { cast, opened: OpenedView::sample() };
        let open = CastView::samples().into_iter().map(|cast| Some(recorded(cast)));
        let receipt = |proof, recorded, drawn: Option<bool>| Self {
            proof,
            recorded,
            drawn: drawn.map(yes_or_no),
            contact: "contact@tablee.example".to_owned(),
        };
        let known = open
            .chain([None])
            .map(|recorded| receipt(Some(ProofCard::sample()), recorded, None));
        let drawn = [true, false].map(|drawn| receipt(Some(ProofCard::sample()), None, Some(drawn)));
        known.chain(drawn).chain([receipt(None, None, None)]).collect()
    }
}

/// The end of the words that tell it.
pub(in crate::pages::resident) fn yes_or_no(drawn: bool) -> &'static str {
    if drawn { "yes" } else { "no" }
}

impl OpenedView {
    pub fn sample() -> Self {
        Self {
            consultation: "00000000-0000-0000-0000-000000000001".to_owned(),
            nonce: "00".repeat(32),
            json: r#"{"marks":[]}"#.to_owned(),
        }
    }
}

impl ProofCard {
    pub fn of(cx: &Context, code: &ProofCode) -> Self {
        let href = paths::proof(code);
        Self {
            groups: code.to_string().split('-').map(str::to_owned).collect(),
            qr: QrView::of(&format!("{}{href}", cx.settings.public_url)),
            href,
        }
    }

    pub fn sample() -> Self {
        let code = ProofCode::of(&Hash256([7; 32]));
        let groups = code.to_string().split('-').map(str::to_owned).collect();
        Self { groups, href: paths::proof(&code), qr: QrView::of("x") }
    }
}
