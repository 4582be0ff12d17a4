//! Entering contributions for people: a phase, a sheet, a slip with the receipt code, the next sheet.

mod content;
pub(super) mod phases;
mod samples;
pub(super) mod sheet;

use tablee_core::access::Action;

use crate::http::get;
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(in crate::pages) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<phases::PhasesPage>(),
    RegisteredPage::of::<sheet::SheetPage>(),
    RegisteredPage::of::<sheet::SlipPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    let may = Action::EnterForSomeone;
    table.at("/espace/c/:slug/saisie", may, get(phases::show)).at(
        "/espace/c/:slug/saisie/:position",
        may,
        get(sheet::show).post(sheet::enter),
    )
}
