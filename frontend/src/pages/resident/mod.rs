//! What residents see: no account, no e-mail, one thing a page.

use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(super) const PAGES: &[RegisteredPage] = &[];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    table
}
