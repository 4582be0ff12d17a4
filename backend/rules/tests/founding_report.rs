//! The report of the workshop that the project comes from, read without an edit.

use std::{fs, path::Path};

use tablee_rules::{
    dates::Day,
    minutes::{Counts, ItemContent, MinutesDraft, decode, read},
};

fn family(content: &ItemContent) -> Option<(&str, Vec<&str>)> {
    match content {
        ItemContent::PartnerFamily { name, members } | ItemContent::MissingFamily { name, members } => {
            Some((name, members.iter().map(String::as_str).collect()))
        }
        _ => None,
    }
}

fn lost_lines(source: &[u8], draft: &MinutesDraft) -> Vec<String> {
    let ranges = draft
        .items
        .iter()
        .map(|item| item.lines)
        .chain(draft.sections.iter().map(|section| section.lines));
    let mut told: Vec<u32> = ranges.flat_map(|lines| lines.first..=lines.last).collect();
    told.extend(
        draft
            .kept
            .iter()
            .map(|kept| kept.line)
            .chain(draft.intention_lines.iter().copied()),
    );
    let source = decode(source).expect("what was read can be decoded");
    let numbered = (1..)
        .zip(source.lines())
        .filter(|(number, line)| !line.trim().is_empty() && !told.contains(number));
    numbered.map(|(_, line)| line.to_owned()).collect()
}

#[test]
fn the_founding_report_is_read_whole() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/compte-rendu-atelier-a.md");
    let Ok(bytes) = fs::read(&seed) else {
        eprintln!("{} is absent: only the project's own report is read", seed.display());
        return;
    };
    let draft = read(&bytes).unwrap();
    let whole = Counts { partner_families: 5, missing_families: 5, barriers: 5, alliances: 2, conditions: 3 };
    assert_eq!(draft.counts(), whole);
    assert_eq!(draft.title.as_deref(), Some("Atelier A : Développer des alliances locales de solidarités"));
    assert_eq!(draft.event_title.as_deref(), Some("Les Rencontres de la Solidarité Alimentaire"));
    assert_eq!(draft.held_on, Day::new(2026, 3, 31));
    assert!(
        draft
            .intention
            .as_deref()
            .is_some_and(|intention| intention.starts_with("Améliorer la coopération"))
    );
    let families: Vec<_> = draft.items.iter().filter_map(|item| family(&item.content)).collect();
    let institutions = [
        "État (DDT, DEETS)",
        "Région",
        "Département",
        "Intercommunalités (EPCI)",
        "Communes (CCAS)",
        "CAF",
        "MSA",
        "ARS",
    ];
    assert_eq!(families[2], ("Institutionnels", institutions.to_vec()));
    assert_eq!(families[4].1[0], "GMS (Grandes surfaces)");
    assert_eq!(families[5].0, "Secteur de la santé");
    assert_eq!(families[9], ("Milieu de la recherche", vec!["INRAE", "Institut Agro Dijon"]));
    let objective = draft.items.iter().find_map(|item| match &item.content {
        ItemContent::Alliance { objective, .. } => objective.as_deref(),
        _ => None,
    });
    assert!(objective.is_some_and(|objective| objective.starts_with("Transformer des produits bruts")));
    assert_eq!(lost_lines(&bytes, &draft), [] as [&str; 0]);
}
