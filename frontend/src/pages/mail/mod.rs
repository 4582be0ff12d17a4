//! News by mail: leaving an address, confirming it, stopping. All of it works without an account and without a cookie.

mod confirm;
mod leave;
mod stop;

use tablee_core::access::Action;

use crate::http::{get, post};
use crate::pages::RouteTable;
use crate::view::RegisteredPage;

pub(super) const PAGES: &[RegisteredPage] = &[
    RegisteredPage::of::<leave::LeavePage>(),
    RegisteredPage::of::<leave::SentPage>(),
    RegisteredPage::of::<confirm::ConfirmPage>(),
    RegisteredPage::of::<stop::StopMailsPage>(),
    RegisteredPage::of::<stop::BrokenLinkPage>(),
];

pub(super) fn routes(table: RouteTable) -> RouteTable {
    let follow = Action::FollowByMail;
    table
        .at("/c/:slug/courriel", follow, get(leave::ask).post(leave::leave))
        .at("/c/:slug/courriel/envoye", follow, get(leave::sent))
        .at("/c/:slug/etape/:position/urne/courriel", follow, get(leave::ask).post(leave::leave))
        .at("/c/:slug/etape/:position/urne/courriel/envoye", follow, get(leave::sent))
        .at("/c/:slug/propositions/:number/courriel", follow, get(leave::ask).post(leave::leave))
        .at("/c/:slug/propositions/:number/courriel/envoye", follow, get(leave::sent))
        .at("/suivi/:code/courriel", follow, get(leave::ask).post(leave::leave))
        .at("/suivi/:code/courriel/envoye", follow, get(leave::sent))
        .at("/courriel/confirmer/:token", follow, get(confirm::confirm_page).post(confirm::confirm))
        .at("/courriel/arreter/:token", follow, get(stop::stop_page).post(stop::stop))
        .at("/courriel/arreter/:token/reprendre", follow, post(stop::resume))
        .at("/courriel/arreter/:token/effacer", follow, post(stop::forget))
}
