//! Official answers on the desk: the list, writing one, publishing several.

pub(super) mod edit;
pub(super) mod list;

use tablee_core::access::Action;

use crate::http::{get, post};
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(in crate::pages) const PAGES: &[RegisteredPage] =
    &[RegisteredPage::of::<list::AnswersPage>(), RegisteredPage::of::<edit::EditPage>()];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    let may = Action::AnswerProposals;
    table
        .at("/espace/c/:slug/reponses", may, get(list::show).post(list::publish))
        .at("/espace/c/:slug/reponses/:number", may, get(edit::show).post(edit::save))
        .at("/espace/c/:slug/reponses/:number/supprimer", may, post(edit::drop_draft))
}
