//! Moderation: proposals, free texts and statements that wait, decisions, and their undoing.

mod decision;
pub(super) mod proposals;
pub(super) mod queue;
pub(super) mod statements;
pub(super) mod texts;
pub(super) mod undo;

use tablee_core::access::Action;

use crate::http::get;
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(in crate::pages) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<queue::QueuePage>(),
    RegisteredPage::of::<proposals::DecidePage>(),
    RegisteredPage::of::<texts::TextsPage>(),
    RegisteredPage::of::<texts::ReviewPage>(),
    RegisteredPage::of::<statements::StatementsPage>(),
    RegisteredPage::of::<statements::DecideStatementPage>(),
    RegisteredPage::of::<undo::UndoPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    let may = Action::Moderate;
    table
        .at("/espace/c/:slug/moderation", may, get(queue::show))
        .at("/espace/c/:slug/moderation/:number", may, get(proposals::show).post(proposals::decide))
        .at("/espace/c/:slug/textes-libres", may, get(texts::show))
        .at("/espace/c/:slug/textes-libres/:sheet/:question", may, get(texts::one).post(texts::review))
        .at("/espace/c/:slug/phrases", may, get(statements::show))
        .at("/espace/c/:slug/phrases/:statement", may, get(statements::one).post(statements::decide))
        .at("/espace/c/:slug/decisions/:decision/annuler", may, get(undo::ask).post(undo::undo))
}
