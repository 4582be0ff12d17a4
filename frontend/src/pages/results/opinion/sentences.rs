use tablee_rules::opinion::{Headline, Representative, StatementId};

use super::names::Names;

/// One of the sentences that come before any figure; nothing when its statement is gone.
pub(super) fn of(names: &Names<'_>, headline: &Headline) -> Option<String> {
    let said = match *headline {
        Headline::Together { statement, at_least } => {
            let statement = names.statement(statement)?;
            match at_least {
                Some(share) => names.says(
                    "opinion-says-together",
                    &[("statement", statement.into()), ("share", names.share(share).into())],
                ),
                None => names.says("opinion-says-together-hidden", &[("statement", statement.into())]),
            }
        }
        Headline::Agreed { statement, agree } => names.says(
            "opinion-says-agreed",
            &[("statement", names.statement(statement)?.into()), ("share", names.share(agree).into())],
        ),
        Headline::NothingShared => names.says("opinion-says-nothing-shared", &[]),
        Headline::Divides { statement, most, least } => names.says(
            "opinion-says-divides",
            &[
                ("statement", names.statement(statement)?.into()),
                ("most", names.group(most.0).into()),
                ("most_share", names.share(most.1).into()),
                ("least", names.group(least.0).into()),
                ("least_share", names.share(least.1).into()),
            ],
        ),
        Headline::Splits { statement, agree, disagree } => names.says(
            "opinion-says-splits",
            &[
                ("statement", names.statement(statement)?.into()),
                ("agree", names.share(agree).into()),
                ("disagree", names.share(disagree).into()),
            ],
        ),
        Headline::Refused(rejection) => names.says(
            if rejection.smaller { "opinion-says-refused" } else { "opinion-says-refused-by" },
            &[
                ("statement", names.statement(rejection.statement)?.into()),
                ("who", names.part(rejection.by).into()),
                ("share", names.share(rejection.disagree).into()),
            ],
        ),
        Headline::Majority { statement, agree } => names.says(
            "opinion-says-majority",
            &[("statement", names.statement(statement)?.into()), ("share", names.share(agree).into())],
        ),
        Headline::MajorityRefuses { statement, disagree } => names.says(
            "opinion-says-majority-refuses",
            &[("statement", names.statement(statement)?.into()), ("share", names.share(disagree).into())],
        ),
        Headline::NotHeard { stratum, statements } => names.says(
            "opinion-says-not-heard",
            &[("who", names.stratum(stratum).into()), ("count", i64::from(statements).into())],
        ),
    };
    Some(said)
}

/// What sets a group apart: a statement, and which side the group takes.
pub(super) fn stand(names: &Names<'_>, stand: &Representative) -> Option<String> {
    let key = if stand.agrees { "opinion-stands-for" } else { "opinion-stands-against" };
    Some(names.says(key, &[("statement", names.statement(stand.statement)?.into())]))
}

/// One of each.
pub(super) fn samples(statement: StatementId, refused: tablee_rules::opinion::Rejection) -> Vec<Headline> {
    let stratum = tablee_rules::opinion::Stratum { question: 0, yes: false };
    vec![
        Headline::Together { statement, at_least: Some(600) },
        Headline::Together { statement, at_least: None },
        Headline::Agreed { statement, agree: 870 },
        Headline::NothingShared,
        Headline::Divides { statement, most: (0, 900), least: (1, 100) },
        Headline::Splits { statement, agree: 480, disagree: 450 },
        Headline::Refused(refused),
        Headline::Refused(tablee_rules::opinion::Rejection { smaller: false, ..refused }),
        Headline::Majority { statement, agree: 700 },
        Headline::MajorityRefuses { statement, disagree: 650 },
        Headline::NotHeard { stratum, statements: 3 },
    ]
}
