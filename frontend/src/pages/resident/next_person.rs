//! One phone for several people: "someone else answers now".

use poem::http::header;
use poem::web::{Data, Query};
use poem::{IntoResponse, Response, handler};
use serde::{Deserialize, Serialize};
use tablee_core::Context;

use super::device::Device;
use crate::http::{LimitedForm, PageFault, own_path, see_other};
use crate::view::{Page, PageFrame, PageTitle, render};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NextForm {
    #[serde(default)]
    back: String,
}

#[derive(Deserialize)]
struct Shown {
    #[serde(default)]
    back: String,
}

#[derive(Serialize)]
pub(super) struct NextPersonPage {
    start: String,
}

impl Page for NextPersonPage {
    const TEMPLATE: &'static str = "resident/next_person";

    fn title(&self) -> PageTitle {
        PageTitle::key("next-person-title")
    }

    fn samples() -> Vec<Self> {
        vec![Self { start: "/c/ecole".to_owned() }]
    }
}

#[handler]
pub(super) async fn next_person(
    cx: Data<&Context>,
    device: Device,
    LimitedForm(form): LimitedForm<NextForm>,
) -> Response {
    // Only where to start again goes on to the next person: the page left may hold a receipt code.
    let start = start_of(own_path(&form.back));
    let back: String = form_urlencoded::byte_serialize(start.as_bytes()).collect();
    see_other(&format!("/appareil/suivant?back={back}"))
        .with_header(header::SET_COOKIE, device.next_person(&cx))
        .into_response()
}

/// What the next person finds, also when the phone opens the page again.
#[handler]
pub(super) async fn welcome(frame: PageFrame, Query(shown): Query<Shown>) -> Result<Response, PageFault> {
    let page = NextPersonPage { start: start_of(own_path(&shown.back)) };
    Ok(render(&frame, &page)?.into_response())
}

/// Where the next person starts: the phase or the consultation of the page that was shown, never a receipt.
fn start_of(path: &str) -> String {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["c", slug, "etape", position, ..] => format!("/c/{slug}/etape/{position}"),
        ["c", slug, ..] => format!("/c/{slug}"),
        _ => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::start_of;

    #[test]
    fn the_next_person_starts_at_the_phase_and_never_at_a_receipt() {
        assert_eq!(start_of("/c/ecole/etape/2/question/5"), "/c/ecole/etape/2");
        assert_eq!(start_of("/c/ecole/propositions"), "/c/ecole");
        assert_eq!(start_of("/suivi/ABCD-EFGH-JKMN"), "/");
    }
}
