//! Moderation: proposals, free texts and statements that wait, decisions, and their undoing.

mod decision;
mod kind;
mod one;
mod proposals;
mod queue;
mod statements;
mod texts;
mod undo;

use tablee_core::access::Action;

use self::kind::ModeratedKind;
use self::proposals::Proposals;
use self::statements::Statements;
use self::texts::FreeTexts;
use crate::http::{Methods, get};
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(in crate::pages) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<queue::QueuePage>(),
    RegisteredPage::of::<one::DecidePage>(),
    RegisteredPage::of::<undo::UndoPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    let may = Action::Moderate;
    table
        .at("/espace/c/:slug/moderation", may, list_of::<Proposals>())
        .at("/espace/c/:slug/moderation/:number", may, one_of::<Proposals>())
        .at("/espace/c/:slug/textes-libres", may, list_of::<FreeTexts>())
        .at("/espace/c/:slug/textes-libres/:sheet/:question", may, one_of::<FreeTexts>())
        .at("/espace/c/:slug/phrases", may, list_of::<Statements>())
        .at("/espace/c/:slug/phrases/:statement", may, one_of::<Statements>())
        .at("/espace/c/:slug/decisions/:decision/annuler", may, get(undo::ask).post(undo::undo))
}

fn list_of<K: ModeratedKind>() -> Methods {
    get(queue::show::<K>::default())
}

fn one_of<K: ModeratedKind>() -> Methods {
    get(one::show::<K>::default()).post(one::decide::<K>::default())
}
