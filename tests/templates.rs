//! Every page renders with its samples in every language, and no page is left out.

use std::collections::BTreeSet;
use std::path::Path;

use scraper::{Html, Selector};
use tablee_core::texts::Texts;
use tablee_rules::voting::METHODS;
use tablee_site::http::Lang;
use tablee_site::pages::registered;
use tablee_site::view::{PageFrame, Templates};

#[test]
fn every_page_renders_with_its_samples_in_every_language() {
    let mut faults = Vec::new();
    for language in Texts::embedded().languages() {
        let lang = Lang::known(&language.code).expect("a language with texts");
        for page in registered() {
            let samples = page.samples(&PageFrame::public(lang, "/somewhere"));
            assert!(!samples.is_empty(), "{} has no sample", page.template);
            for sample in samples {
                match sample {
                    Ok(html) => assert!(html.contains("<h1"), "{} has no main heading", page.template),
                    Err(fault) => faults.push(format!("{} in {}: {fault}", page.template, language.code)),
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_form_has_a_button_that_sends_it() {
    let forms = Selector::parse("form").expect("a selector");
    // What may only be read is shown as a form that is disabled.
    let sends = Selector::parse("button:not([type=button]), fieldset[disabled]").expect("a selector");
    let french = Lang::known("fr").expect("a language with texts");
    for page in registered() {
        for html in page
            .samples(&PageFrame::public(french, "/somewhere"))
            .into_iter()
            .flatten()
        {
            for form in Html::parse_document(&html).select(&forms) {
                assert!(form.select(&sends).next().is_some(), "{}: {}", page.template, form.html());
            }
        }
    }
}

#[test]
fn every_page_template_belongs_to_a_registered_page() {
    let registered: BTreeSet<_> = registered().iter().map(|page| page.template.to_owned()).collect();
    let files: BTreeSet<_> = Templates::embedded().page_names().map(str::to_owned).collect();
    assert_eq!(files, registered);
}

#[test]
fn every_voting_method_has_its_ballot_its_results_and_its_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("frontend/templates/partials/voting");
    for method in METHODS {
        for part in ["ballot.hbs", "results.hbs"] {
            assert!(folder.join(method.key()).join(part).is_file(), "{} lacks {part}", method.key());
        }
        for language in Texts::embedded().languages() {
            let keys = Texts::embedded().keys(&language.code);
            for key in ["vote-{}-hint", "vote-{}-blank", "results-{}-how"].map(|key| key.replace("{}", method.key())) {
                assert!(keys.contains(&key), "{key} is missing in {}", language.code);
            }
        }
    }
}
