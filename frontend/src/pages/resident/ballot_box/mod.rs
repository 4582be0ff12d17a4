//! Checking a vote: one vote by its proof code, the log of a phase, and the files to verify it with elsewhere.

mod controls;
mod files;
mod find;
mod log;
mod sign;
mod statement;

use tablee_core::access::Action::{AuditBallots, ReadPublic};

use crate::http::{get, post};
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(super) use statement::StatementView;

pub(in crate::pages) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<find::AskPage>(),
    RegisteredPage::of::<find::FoundPage>(),
    RegisteredPage::of::<log::LogPage>(),
    RegisteredPage::of::<sign::SignPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    table
        .at("/verifier", ReadPublic, get(find::ask))
        .at("/verifier/:code", ReadPublic, get(find::show))
        .at("/c/:slug/etape/:position/urne", ReadPublic, get(log::show))
        .at("/c/:slug/etape/:position/urne/urne.json", ReadPublic, get(files::whole_log))
        .at("/c/:slug/etape/:position/urne/resultat.json", ReadPublic, get(files::result))
        .at("/c/:slug/etape/:position/urne/groupes.json", ReadPublic, get(files::lottery))
        .at("/c/:slug/etape/:position/urne/recomptage.json", ReadPublic, get(files::recount))
        .at("/c/:slug/etape/:position/urne/controles/:id", ReadPublic, get(controls::note))
        .at("/espace/c/:slug/urne/:position/bulletins.json", AuditBallots, get(files::opened))
        .at("/espace/c/:slug/urne/:position/controle", AuditBallots, get(sign::show).post(sign::sign))
        .at("/espace/c/:slug/urne/:position/controle/reprendre", AuditBallots, post(sign::take_back))
}
