use serde::Serialize;
use tablee_core::texts::Texts;

use super::templates::template_files;
use super::*;
use crate::http::Lang;

#[derive(Serialize)]
struct Words<'a> {
    heading: &'a str,
    advice: &'a str,
    request_id: Option<&'a str>,
}

impl Page for Words<'_> {
    const TEMPLATE: &'static str = "error";

    fn title(&self) -> PageTitle {
        PageTitle::Words(self.heading.to_owned())
    }

    fn has_error(&self) -> bool {
        self.advice.is_empty()
    }

    fn samples() -> Vec<Self> {
        vec![Words { heading: "a", advice: "b", request_id: None }]
    }
}

fn frame() -> PageFrame {
    PageFrame::public(Lang::default(), "/x")
}

#[test]
fn every_template_compiles() {
    assert!(Templates::embedded().page_names().any(|name| name == "error"));
}

#[test]
fn no_template_lets_html_through() {
    for (name, source) in template_files() {
        for raw in ["{{{", "{{&", "{{~{", "{{~&"] {
            assert!(!source.contains(raw), "{name} has {raw}");
        }
    }
}

#[test]
fn s7_what_people_wrote_is_shown_as_text() {
    let payload = "\"><svg onload=alert(1)>{{7}}{{{x}}}";
    let html = render(&frame(), &Words { heading: payload, advice: payload, request_id: None })
        .expect("html")
        .0;
    assert!(!html.contains("<svg onload"), "{html}");
    assert!(html.contains("&lt;svg onload"));
}

#[test]
fn the_title_tells_an_error_first() {
    let html = render(&frame(), &Words { heading: "Votre avis", advice: "", request_id: None })
        .expect("html")
        .0;
    assert!(html.contains("<title>Erreur\u{a0}: Votre avis"), "{html}");
    let html = render(&frame(), &Words { heading: "Votre avis", advice: "x", request_id: None })
        .expect("html")
        .0;
    assert!(html.contains("<title>Votre avis"), "{html}");
}

#[test]
fn a_missing_field_is_an_error() {
    #[derive(Serialize)]
    struct Empty {}
    impl Page for Empty {
        const TEMPLATE: &'static str = "error";
        fn title(&self) -> PageTitle {
            PageTitle::Words(String::new())
        }
        fn samples() -> Vec<Self> {
            vec![Empty {}]
        }
    }
    assert!(matches!(render(&frame(), &Empty {}), Err(RenderFault::Template(_))));
}

#[test]
fn samples_of_registered_pages_render_in_every_language() {
    for language in Texts::embedded().languages() {
        let frame = PageFrame::public(Lang::known(&language.code).expect("language"), "/");
        for page in [RegisteredPage::of::<crate::http::ErrorPage>(), RegisteredPage::of::<Words<'static>>()] {
            for html in page.samples(&frame) {
                assert!(html.expect(page.template).contains("<h1>"));
            }
        }
    }
}
