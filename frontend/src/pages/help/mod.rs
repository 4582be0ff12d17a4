//! Help, ways to vote, accessibility, personal data, and the list of what the API does.

mod api;
mod plain;
mod votes;

pub use api::{ApiGroup, ApiOperation, ApiPart};

use tablee_core::access::Action;

use crate::http::get;
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(super) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<plain::HelpPage>(),
    RegisteredPage::of::<plain::AccessibilityPage>(),
    RegisteredPage::of::<plain::PersonalDataPage>(),
    RegisteredPage::of::<votes::VotesPage>(),
    RegisteredPage::of::<api::ApiHelpPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    table
        .at("/aide", Action::ReadPublic, get(plain::help))
        .at("/accessibilite", Action::ReadPublic, get(plain::accessibility))
        .at("/donnees-personnelles", Action::ReadPublic, get(plain::personal_data))
        .at("/aide/votes", Action::ReadPublic, get(votes::votes))
        .at("/aide/api", Action::ReadPublic, get(api::operations))
}
