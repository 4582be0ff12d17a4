//! The members' desk.

use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(super) const PAGES: &[RegisteredPage] = &[];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    table
}
