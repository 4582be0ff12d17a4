//! Coming back with a receipt code: one page for every kind of contribution, one file for what each kind says.

mod answer_sheet;
mod ballot;
mod by_code;
pub(super) mod correct;
pub(super) mod find;
mod proof;
mod proposal;
mod statement;
mod votes;
pub(super) mod withdraw;

use poem::web::{Data, Path};
use poem::{IntoResponse, Response, handler};
use serde::Serialize;
use tablee_core::Context;
use tablee_core::access::Actor;
use tablee_core::cases::contribution::ContributionState;
use tablee_core::cases::participation::PhaseAddress;
use tablee_core::cases::receipts::{self, Content, Contribution};
use tablee_rules::receipts::ReceiptCode;
use tablee_rules::timetable::Millis;

pub(super) use answer_sheet::CorrectionPage;
pub(super) use by_code::by_code;
pub(super) use find::FindPage;
pub(in crate::pages) use proof::ProofCard;
pub(in crate::pages::resident) use proof::yes_or_no;
pub(super) use withdraw::WithdrawPage;

use super::device::Device;
use super::paths::{self, PhasePath};
use crate::http::{Lang, PageFault};
use crate::pages::qr::QrView;
use crate::view::{Page, PageFrame, PageTitle, render};

/// A contribution, what became of it, and its code.
#[derive(Serialize)]
pub(super) struct ReceiptPage {
    just_sent: bool,
    consultation: String,
    consultation_href: String,
    phase: String,
    state: &'static str,
    reason: Option<String>,
    reason_words: Option<String>,
    content: ContentView,
    receipt: ReceiptCard,
    receipt_href: String,
    closes_at: Option<Millis>,
    changeable: bool,
    /// Other steps that are open now.
    also_open: Vec<StepLink>,
    /// Whether there is something in it to change: a support can only be taken back.
    correctable: bool,
}

/// A step to take part in.
#[derive(Serialize)]
struct StepLink {
    href: String,
    title: String,
}

/// The code to keep, as `partials/receipt` shows it.
#[derive(Serialize)]
pub(in crate::pages) struct ReceiptCard {
    groups: Vec<String>,
    address: String,
    qr: Option<QrView>,
}

/// What was said: one shape, and one partial under `partials/contributions`, for each kind.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum ContentView {
    Ballot(proof::BallotReceiptView),
    AnswerSheet(answer_sheet::SheetView),
    Proposal(proposal::ProposalView),
    Support(proposal::SupportView),
    Votes(votes::VotesView),
    Statement(statement::StatementView),
}

impl ContentView {
    fn of(cx: &Context, lang: Lang, slug: &str, content: Content) -> Self {
        match content {
            Content::Ballot(ballot) => Self::Ballot(proof::BallotReceiptView::new(cx, lang, ballot)),
            Content::AnswerSheet(sheet) => Self::AnswerSheet(answer_sheet::SheetView::of(lang, sheet)),
            Content::Proposal(proposal) => Self::Proposal(proposal::ProposalView::of(slug, proposal)),
            Content::Support(support) => Self::Support(proposal::SupportView::of(slug, support)),
            Content::Votes(votes) => Self::Votes(votes::VotesView::of(cx, lang, votes)),
            Content::Statement(statement) => Self::Statement(statement.into()),
        }
    }
}

impl ReceiptCard {
    pub fn of(cx: &Context, code: &ReceiptCode) -> Self {
        let public_url = &cx.settings.public_url;
        let host = public_url
            .split_once("://")
            .map_or(public_url.as_str(), |(_, host)| host);
        Self {
            groups: code.to_string().split('-').map(str::to_owned).collect(),
            address: format!("{host}/suivi"),
            qr: QrView::of(&format!("{public_url}/suivi/{code}")),
        }
    }

    pub fn sample() -> Self {
        let groups = ["ABCD", "EFGH", "JKMN"].map(str::to_owned).to_vec();
        Self { groups, address: "tablee.example/suivi".to_owned(), qr: QrView::of("x") }
    }
}

impl ReceiptPage {
    fn of(cx: &Context, lang: Lang, found: Contribution, just_sent: bool) -> Self {
        let state = found.state.key();
        let (reason, reason_words) = match found.state {
            ContributionState::Refused { reason, words } => (reason, words),
            _ => (None, None),
        };
        Self {
            just_sent,
            consultation_href: paths::consultation(&found.slug),
            consultation: found.consultation,
            phase: found.phase,
            state,
            reason,
            reason_words,
            content: ContentView::of(cx, lang, &found.slug, found.content),
            receipt: ReceiptCard::of(cx, &found.code),
            receipt_href: paths::receipt(&found.code),
            closes_at: found.closes_at,
            also_open: found
                .also_open
                .into_iter()
                .map(|step| StepLink {
                    href: paths::phase(&PhaseAddress { slug: found.slug.clone(), position: step.position }),
                    title: step.title,
                })
                .collect(),
            changeable: found.changeable,
            correctable: found.correctable,
        }
    }

    fn sample(state: &'static str, content: ContentView) -> Self {
        Self {
            just_sent: state == "counted",
            consultation: "École".to_owned(),
            consultation_href: "/c/ecole".to_owned(),
            phase: "Vote".to_owned(),
            state,
            reason: (state == "refused").then(|| "off_topic".to_owned()),
            reason_words: (state == "refused").then(|| "Not the subject.".to_owned()),
            content,
            receipt: ReceiptCard::sample(),
            receipt_href: "/suivi/ABCD-EFGH-JKMN".to_owned(),
            closes_at: Some(1_795_431_600_000),
            also_open: vec![StepLink { href: "/c/ecole/etape/2".to_owned(), title: "Vos idées".to_owned() }],
            changeable: state == "counted",
            correctable: true,
        }
    }
}

impl Page for ReceiptPage {
    const TEMPLATE: &'static str = "resident/receipt";

    fn title(&self) -> PageTitle {
        PageTitle::key(if self.just_sent { "receipt-thanks-title" } else { "receipt-title" })
    }

    fn samples() -> Vec<Self> {
        let votes = |state, votes| Self::sample(state, ContentView::Votes(votes));
        let withdrawn = votes("withdrawn", votes::VotesView::samples().remove(0));
        let receipts = proof::BallotReceiptView::samples().into_iter();
        let ballots = receipts.map(|receipt| Self::sample("counted", ContentView::Ballot(receipt)));
        let sheet = Self::sample("counted", ContentView::AnswerSheet(answer_sheet::SheetView::sample()));
        let voices = [
            Self::sample("published", ContentView::Proposal(proposal::ProposalView::sample())),
            Self::sample("answered", ContentView::Proposal(proposal::ProposalView::sample())),
            Self::sample("counted", ContentView::Support(proposal::SupportView::sample())),
            Self::sample("counted", ContentView::Support(proposal::SupportView::default())),
            Self::sample("waiting", ContentView::Statement(statement::StatementView::sample())),
        ];
        let sheets = votes::VotesView::samples()
            .into_iter()
            .map(|sheet| votes("counted", sheet));
        ballots.chain([withdrawn, sheet]).chain(voices).chain(sheets).collect()
    }
}

/// The same on paper: the code, the address to type, what was said.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct PrintPage(ReceiptPage);

impl Page for PrintPage {
    const TEMPLATE: &'static str = "resident/receipt_print";

    fn title(&self) -> PageTitle {
        PageTitle::key("receipt-title")
    }

    fn samples() -> Vec<Self> {
        ReceiptPage::samples().into_iter().map(Self).collect()
    }
}

#[handler]
pub(super) async fn show(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(code): Path<String>,
) -> Result<Response, PageFault> {
    let found = receipts::contribution(&cx, &Actor::Anyone, &code).await?;
    Ok(render(&frame, &ReceiptPage::of(&cx, frame.lang, found, false))?.into_response())
}

#[handler]
pub(super) async fn thanks(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(code): Path<String>,
) -> Result<Response, PageFault> {
    let found = receipts::contribution(&cx, &Actor::Anyone, &code).await?;
    Ok(render(&frame, &ReceiptPage::of(&cx, frame.lang, found, true))?.into_response())
}

#[handler]
pub(super) async fn own_thanks(
    frame: PageFrame,
    cx: Data<&Context>,
    device: Device,
    PhasePath(phase): PhasePath,
) -> Result<Response, PageFault> {
    let found = receipts::own(&cx, &device.actor(), &phase).await?;
    Ok(render(&frame, &ReceiptPage::of(&cx, frame.lang, found, true))?.into_response())
}

#[handler]
pub(super) async fn print(
    frame: PageFrame,
    cx: Data<&Context>,
    Path(code): Path<String>,
) -> Result<Response, PageFault> {
    let found = receipts::contribution(&cx, &Actor::Anyone, &code).await?;
    Ok(render(&frame, &PrintPage(ReceiptPage::of(&cx, frame.lang, found, false)))?.into_response())
}
