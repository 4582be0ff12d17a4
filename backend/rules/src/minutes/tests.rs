use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const SAMPLE: &str = include_str!("../../tests/data/compte-rendu.md");
const NOTHING: [u32; 0] = [];

fn draft(source: &str) -> MinutesDraft {
    read(source.as_bytes()).unwrap()
}

fn whole_report() -> Counts {
    Counts { partner_families: 5, missing_families: 5, barriers: 5, alliances: 2, conditions: 3 }
}

/// Lines with words that are in no heading, item, intention or kept line.
fn lost(source: &str, draft: &MinutesDraft) -> Vec<u32> {
    let ranges = draft
        .items
        .iter()
        .map(|item| item.lines)
        .chain(draft.sections.iter().map(|section| section.lines));
    let mut told: BTreeSet<u32> = ranges.flat_map(|lines| lines.first..=lines.last).collect();
    told.extend(
        draft
            .kept
            .iter()
            .map(|kept| kept.line)
            .chain(draft.intention_lines.iter().copied()),
    );
    let numbered = (1..).zip(source.split('\n'));
    numbered
        .filter(|(number, line)| !crate::text::clean_line(line).is_empty() && !told.contains(number))
        .map(|(number, _)| number)
        .collect()
}

fn family(content: &ItemContent) -> Option<(&str, Vec<&str>)> {
    match content {
        ItemContent::PartnerFamily { name, members } | ItemContent::MissingFamily { name, members } => {
            Some((name, members.iter().map(String::as_str).collect()))
        }
        _ => None,
    }
}

#[test]
fn our_own_report_is_read_whole() {
    let draft = draft(SAMPLE);
    assert_eq!(draft.counts(), whole_report());
    assert_eq!(draft.held_on, Day::new(2026, 5, 12));
    assert_eq!(lost(SAMPLE, &draft), NOTHING);
    let alliances: Vec<&ItemContent> = draft
        .items
        .iter()
        .map(|item| &item.content)
        .filter(|content| matches!(content, ItemContent::Alliance { .. }))
        .collect();
    assert_eq!(
        alliances[0],
        &ItemContent::Alliance {
            title: "Le jardin des trois immeubles".into(),
            text: "Cultiver la pelouse avec le lycée agricole.".into(),
            objective: Some("Récolter des légumes au pied des tours.".into()),
        }
    );
}

#[test]
fn word_windows_and_utf16_say_the_same() {
    let wanted = draft(SAMPLE);
    let windows: Vec<u8> = SAMPLE
        .chars()
        .map(|letter| match letter {
            '→' => b'>',
            '’' => 0x92,
            'œ' => 0x9c,
            '–' => 0x96,
            other => other as u8,
        })
        .collect();
    assert_eq!(read(&windows).unwrap().counts(), wanted.counts());
    assert!(decode(&windows).unwrap().contains('œ'));
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(SAMPLE.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read(&utf16).unwrap(), wanted);
    assert_eq!(draft(&SAMPLE.replace('\n', "\r\n")), MinutesDraft { kept: wanted.kept.clone(), ..wanted.clone() });
    for bullet in ["•\t", "·  ", "o  ", "– ", "* "] {
        assert_eq!(draft(&SAMPLE.replace("\n- ", &format!("\n{bullet}"))).counts(), wanted.counts(), "{bullet:?}");
    }
}

#[test]
fn plain_text_has_headings_too() {
    let plain = "Atelier du jeudi 12 mai 2026\n\nIntention : manger mieux.\n\n1. Partenaires\n• Aide : Croix Rouge, Restos\n\n2. Absents autour de la table\n• Au collège : parents\n\n3. Freins\n• Le prix\n• Le temps : trop court\n  et mal choisi\n\n4. Livrables\n• Pistes d'alliances\n1. Le potager : planter\nObjectif : récolter\n";
    let draft = draft(plain);
    assert_eq!(
        draft.counts(),
        Counts { partner_families: 1, missing_families: 1, barriers: 2, alliances: 1, conditions: 0 }
    );
    assert_eq!((draft.title.as_deref(), draft.intention.as_deref()), (Some("Atelier"), Some("manger mieux.")));
    assert_eq!(
        draft.items[3].content,
        ItemContent::Barrier { title: "Le temps".into(), text: "trop court et mal choisi".into() }
    );
    assert_eq!(draft.items[3].lines, LineRange { first: 13, last: 14 });
    assert_eq!(lost(plain, &draft), NOTHING);
}

#[test]
fn underlined_and_bold_headings_are_headings() {
    let draft = draft(
        "Compte rendu\n============\n\nFreins\n------\n- Le prix\n\n**Conditions de réussite**\n1) Du temps\n2) Un lieu\n",
    );
    assert_eq!(draft.counts(), Counts { barriers: 1, conditions: 2, ..Counts::default() });
    assert_eq!(draft.sections[1].lines, LineRange { first: 4, last: 5 });
}

#[test]
fn headings_below_a_topic_are_its_items() {
    let draft = draft(
        "# Rencontre\n## Freins\n### Le prix\nTout est cher.\n\nSurtout le frais.\n### Le temps\n## Acteurs\n- Santé\n  - CPAM\n  - Mutuelles\n",
    );
    assert_eq!(
        draft.items[0].content,
        ItemContent::Barrier { title: "Le prix".into(), text: "Tout est cher.\nSurtout le frais.".into() }
    );
    assert_eq!(family(&draft.items[2].content), Some(("Santé", vec!["CPAM", "Mutuelles"])));
}

#[test]
fn a_text_without_headings_stays_as_minutes() {
    let draft = draft("Bonjour à tous.\nOn a parlé de tout, c'est tout.");
    assert_eq!((draft.counts(), draft.kept.len()), (Counts::default(), 2));
}

#[test]
fn html_is_only_text() {
    let draft = draft("## Freins\n- <script>alert(1)</script>\n");
    assert_eq!(
        draft.items[0].content,
        ItemContent::Barrier { title: "<script>alert(1)</script>".into(), text: String::new() }
    );
}

#[test]
fn what_is_not_a_text_is_said_to_be() {
    assert_eq!(read(b""), Err(MinutesFault::Empty));
    assert_eq!(read(b"\xEF\xBB\xBF \r\n\t"), Err(MinutesFault::Empty));
    assert_eq!(read(&vec![b'a'; 2 * 1024 * 1024 + 1]), Err(MinutesFault::TooLarge { most_megabytes: 2 }));
    for bytes in [&b"PK\x03\x04docx"[..], b"%PDF-1.7", b"texte\0texte", b"\x01\x02\x03\x04abc"] {
        assert_eq!(read(bytes), Err(MinutesFault::NotText));
    }
}

#[test]
fn long_minutes_lose_nothing_either() {
    for piece in ["- a : b\n", "1. x\n", "# x\n", "\n", "### Freins\n", "a : (\n", "Freins\n- a\n  b\n"] {
        let source = piece.repeat(6_000 / piece.lines().count()) + "mot";
        assert_eq!(lost(&source, &draft(&source)), NOTHING, "{piece:?}");
    }
    for piece in ["#", "(:", "→ ", "- a, ", "1. ", "31 mars ", "mot "] {
        let source = piece.repeat(100_000 / piece.len()) + "mot";
        assert_eq!(lost(&source, &draft(&source)), NOTHING, "{piece:?}");
    }
    let lines = "a\n".repeat(crate::limits::MINUTES_LINES);
    assert_eq!(read(lines.as_bytes()), Err(MinutesFault::TooManyLines { most: 20_000 }));
}

#[test]
fn the_json_form_is_stable() {
    let counts = serde_json::to_string(&draft(SAMPLE).counts()).unwrap();
    assert_eq!(counts, r#"{"partner_families":5,"missing_families":5,"barriers":5,"alliances":2,"conditions":3}"#);
    let json = serde_json::to_string(&draft(SAMPLE)).unwrap();
    assert_eq!(serde_json::from_str::<MinutesDraft>(&json).unwrap(), draft(SAMPLE));
}

fn any_line() -> impl Strategy<Value = String> {
    let starts = prop::sample::select(vec![
        "",
        "",
        "# ",
        "### ",
        "- ",
        "  - ",
        "• ",
        "1. ",
        "2. ",
        "→ ",
        "**",
        "Note : ",
        "Objectif : ",
        "    ",
        "====",
        "---",
        "o ",
    ]);
    let words = prop::sample::select(vec![
        "",
        "Freins",
        "Alliances",
        "Acteurs manquants",
        "Partenaires",
        "Conditions",
        "Intention",
        "Livrables",
        "Aide : a, b (c, d)",
        "mot**",
        "Atelier du 31 mars 2026",
        "Deux pistes",
        "une phrase qui finit.",
        "()",
        "<b>x</b>",
        ":",
    ]);
    (starts, words).prop_map(|(start, words)| format!("{start}{words}"))
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_line_of_a_text_is_lost(text in any::<String>()) {
        if let Ok(draft) = read(text.as_bytes()) {
            prop_assert_eq!(lost(&decode(text.as_bytes()).unwrap(), &draft), Vec::<u32>::new());
        }
    }

    #[test]
    fn no_line_of_minutes_is_lost(lines in prop::collection::vec(any_line(), 1..40)) {
        let source = lines.join("\n");
        if let Ok(draft) = read(source.as_bytes()) {
            prop_assert_eq!(lost(&source, &draft), Vec::<u32>::new());
        }
    }
}
