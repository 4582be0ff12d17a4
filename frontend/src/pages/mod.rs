//! The pages: one folder per place, one file per page with its handlers and views side by side.

mod about_people;
mod ballots;
pub mod desk;
mod earlier_words;
mod errors;
mod fields;
mod health;
pub mod help;
mod mail;
mod official_answer;
mod qr;
pub mod resident;
mod results;
mod table;
mod turns;

pub use table::{RouteEntry, RouteTable};

use crate::http::ErrorPage;
use crate::view::RegisteredPage;

/// The routes of all places.
pub(crate) fn routes() -> RouteTable {
    let table = RouteTable::default();
    let table = health::routes(table);
    let table = help::routes(table);
    let table = resident::routes(table);
    let table = mail::routes(table);
    desk::routes(table)
}

/// Every page with its samples, place by place.
pub fn registered() -> Vec<RegisteredPage> {
    let own = [RegisteredPage::of::<ErrorPage>()];
    let desk =
        [desk::PAGES, desk::editor::PAGES, desk::moderation::PAGES, desk::answers::PAGES, desk::entry::PAGES].concat();
    [&own[..], help::PAGES, resident::PAGES, resident::BALLOT_BOX_PAGES, mail::PAGES, &desk].concat()
}
