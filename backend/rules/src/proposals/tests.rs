use proptest::prelude::*;

use super::*;

#[test]
fn a_proposal_is_cleaned_and_held_to_its_limits() {
    let draft = ProposalDraft::new(" Un  jardin ", "Planter.\r\n\r\nRécolter.").unwrap();
    assert_eq!((draft.title.as_str(), draft.body.as_str()), ("Un jardin", "Planter.\n\nRécolter."));
    assert_eq!(ProposalDraft::new("", "\n"), Err(vec![ProposalFault::TitleEmpty, ProposalFault::BodyEmpty]));
    let long = ProposalDraft::new(&"é".repeat(121), &"é".repeat(2_001));
    assert_eq!(long, Err(vec![ProposalFault::TitleTooLong { got: 121 }, ProposalFault::BodyTooLong { got: 2_001 }]));
    assert!(ProposalDraft::new(&"é".repeat(120), &"é".repeat(2_000)).is_ok());
}

const IDEAS: [&str; 5] = [
    "Un jardin partagé au pied des tours",
    "Des ateliers de cuisine avec les mamans du quartier",
    "Un frigo solidaire devant le centre social",
    "Cantine à un euro pour les collégiens",
    "Un marché de producteurs le samedi matin",
];

#[test]
fn what_resembles_comes_first() {
    let first = |candidate: &str| similar(candidate, &IDEAS, 3).first().map(|similar| similar.index);
    assert_eq!(first("Créer des jardins partagés près des tours"), Some(0));
    assert_eq!(first("atelier cuisine pour tous"), Some(1));
    assert_eq!(first("Installer des FRIGOS solidaires"), Some(2));
    assert_eq!(first("Le marché des producteurs, dimanche"), Some(4));
    assert_eq!(first("Réparer les vélos"), None);
    assert_eq!(first("le la les de du des pour avec"), None);
    assert_eq!(similar("jardin", &[] as &[&str], 3), []);
}

proptest! {
    #[test]
    fn a_text_resembles_itself_the_most(index in 0..IDEAS.len(), most in 1usize..5) {
        let found = similar(IDEAS[index], &IDEAS, most);
        prop_assert_eq!(found[0].index, index);
        prop_assert!((found[0].score - 1.0).abs() < 1e-9);
        prop_assert!(found.len() <= most && found.is_sorted_by(|left, right| left.score >= right.score));
    }

    #[test]
    fn comparing_never_panics(candidate in any::<String>(), existing in prop::collection::vec(any::<String>(), 0..5)) {
        let found = similar(&candidate, &existing, 5);
        prop_assert!(found.iter().all(|similar| (0.0..=1.0 + 1e-9).contains(&similar.score)));
    }
}
