//! What administrators see: members and roles, organisations, the audit log.

mod facts;
pub(super) mod journal;
pub(super) mod member_views;
pub(super) mod members;
pub(super) mod organisations;

use tablee_core::access::Action;

use crate::http::{get, post};
use crate::pages::RouteTable;

pub(super) fn routes(table: RouteTable) -> RouteTable {
    let manage = Action::ManageMembers;
    table
        .at("/espace/administration/membres", manage, get(members::show))
        .at("/espace/administration/membres/inviter", manage, post(members::invite))
        .at("/espace/administration/membres/donner", manage, post(members::give_role))
        .at("/espace/administration/membres/retirer-role", manage, post(members::take_role))
        .at("/espace/administration/membres/retirer", manage, post(members::remove))
        .at("/espace/administration/membres/adresse", manage, post(members::show_address))
        .at("/espace/administration/structures", manage, get(organisations::show).post(organisations::create))
        .at("/espace/administration/structures/renommer", manage, post(organisations::rename))
        .at("/espace/administration/journal", Action::ReadAudit, get(journal::show))
}
