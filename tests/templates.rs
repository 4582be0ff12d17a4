//! Every page renders with its samples in every language, and no page is left out.

use std::collections::BTreeSet;

use tablee_core::texts::Texts;
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
fn every_page_template_belongs_to_a_registered_page() {
    let registered: BTreeSet<_> = registered().iter().map(|page| page.template.to_owned()).collect();
    let files: BTreeSet<_> = Templates::embedded().page_names().map(str::to_owned).collect();
    assert_eq!(files, registered);
}
