//! What residents see: no account, no e-mail, one thing a page.

mod answers;
mod ballot_box;
mod check;
mod consultation;
mod device;
mod home;
mod next_person;
mod opinion;
mod paths;
mod phase;
mod profile;
mod proposal;
mod proposals;
mod propose;
mod public;
mod question;
pub(in crate::pages) mod receipt;
mod results;
mod statement;
mod vote;
mod words;
mod workshop;
mod writing;

use tablee_core::access::Action::{ReadPublic, TakePart};

use crate::http::{Methods, get, post};
use crate::pages::RouteTable;
use crate::view::RegisteredPage;
pub(super) use ballot_box::PAGES as BALLOT_BOX_PAGES;
pub(in crate::pages) use check::CheckPage;
pub(in crate::pages) use consultation::ConsultationPage;
pub(in crate::pages) use opinion::OpinionPage;
pub(in crate::pages) use propose::ProposePage;
pub(in crate::pages) use question::QuestionPage;
use receipt::by_code;
pub(in crate::pages) use vote::{VotePage, VotePlace, typed_page};

pub(super) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<home::HomePage>(),
    RegisteredPage::of::<consultation::ConsultationPage>(),
    RegisteredPage::of::<phase::PhasePage>(),
    RegisteredPage::of::<next_person::NextPersonPage>(),
    RegisteredPage::of::<question::QuestionPage>(),
    RegisteredPage::of::<check::CheckPage>(),
    RegisteredPage::of::<vote::VotePage>(),
    RegisteredPage::of::<workshop::WorkshopPage>(),
    RegisteredPage::of::<propose::ProposePage>(),
    RegisteredPage::of::<writing::LimitPage>(),
    RegisteredPage::of::<writing::SimilarPage>(),
    RegisteredPage::of::<proposals::ProposalsPage>(),
    RegisteredPage::of::<proposal::ProposalPage>(),
    RegisteredPage::of::<opinion::OpinionPage>(),
    RegisteredPage::of::<opinion::EmptyPage>(),
    RegisteredPage::of::<profile::ProfilePage>(),
    RegisteredPage::of::<statement::StatementPage>(),
    RegisteredPage::of::<results::ResultsPage>(),
    RegisteredPage::of::<results::TextsPage>(),
    RegisteredPage::of::<answers::AnswersPage>(),
    RegisteredPage::of::<receipt::FindPage>(),
    RegisteredPage::of::<receipt::ReceiptPage>(),
    RegisteredPage::of::<receipt::PrintPage>(),
    RegisteredPage::of::<receipt::CorrectionPage>(),
    RegisteredPage::of::<receipt::WithdrawPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    let table = table
        .at("/", ReadPublic, get(home::home))
        .at("/c/:slug", ReadPublic, get(consultation::consultation))
        .at("/c/:slug/etape/:position", ReadPublic, get(phase::start))
        .at("/appareil/suivant", TakePart, get(next_person::welcome).post(next_person::next_person))
        .at("/c/:slug/etape/:position/question/:number", TakePart, get(question::ask).post(question::answer))
        .at("/c/:slug/etape/:position/verifier", TakePart, get(check::check).post(check::send))
        .at("/c/:slug/etape/:position/voter", TakePart, get(vote::ballot).post(vote::cast))
        .at("/c/:slug/etape/:position/resultats", ReadPublic, get(results::show))
        .at("/c/:slug/etape/:position/resultats/textes/:number", ReadPublic, get(results::more_texts))
        .at("/c/:slug/reponses", ReadPublic, get(answers::show))
        .at("/c/:slug/atelier", ReadPublic, get(workshop::show))
        .at("/c/:slug/atelier/compte-rendu.txt", ReadPublic, get(workshop::source))
        .at("/c/:slug/etape/:position/merci", TakePart, get(receipt::own_thanks));
    ballot_box::routes(receipts(voices(table)))
}

fn voices(table: RouteTable) -> RouteTable {
    table
        .at("/c/:slug/etape/:position/proposer", TakePart, write_and_send::<propose::Proposing>())
        .at("/c/:slug/etape/:position/avis", TakePart, get(opinion::next).post(opinion::cast_vote))
        .at("/c/:slug/etape/:position/profil", TakePart, get(profile::ask).post(profile::declare))
        .at("/c/:slug/etape/:position/phrase", TakePart, write_and_send::<statement::AddingStatement>())
        .at("/c/:slug/propositions", ReadPublic, get(proposals::browse))
        .at("/c/:slug/propositions/:number", ReadPublic, get(proposal::show))
        .at("/c/:slug/propositions/:number/soutenir", TakePart, post(proposal::support))
}

fn write_and_send<W: writing::Writing>() -> Methods {
    get(writing::write::<W>::default()).post(writing::send::<W>::default())
}

fn receipts(table: RouteTable) -> RouteTable {
    table
        .at("/suivi", TakePart, get(receipt::find::type_code).post(receipt::find::find))
        .at("/suivi/:code", TakePart, get(by_code(receipt::show)))
        .at("/suivi/:code/merci", TakePart, get(by_code(receipt::thanks)))
        .at("/suivi/:code/imprimer", TakePart, get(by_code(receipt::print)))
        .at(
            "/suivi/:code/corriger",
            TakePart,
            get(by_code(receipt::correct::correction)).post(by_code(receipt::correct::correct)),
        )
        .at(
            "/suivi/:code/corriger/:number",
            TakePart,
            get(by_code(receipt::correct::correction_of_answer)).post(by_code(receipt::correct::correct_answer)),
        )
        .at(
            "/suivi/:code/retirer",
            TakePart,
            get(by_code(receipt::withdraw::ask_to_withdraw)).post(by_code(receipt::withdraw::withdraw)),
        )
}
