//! Checking a vote: one vote by its proof code, the log of a phase, and the files to verify it with elsewhere.

mod files;
mod find;
mod log;
mod statement;

use tablee_core::access::Action::{AuditBallots, ReadPublic};

use crate::http::get;
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(super) use statement::StatementView;

pub(in crate::pages) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<find::AskPage>(),
    RegisteredPage::of::<find::FoundPage>(),
    RegisteredPage::of::<log::LogPage>(),
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
        .at("/espace/c/:slug/urne/:position/bulletins.json", AuditBallots, get(files::opened))
}
