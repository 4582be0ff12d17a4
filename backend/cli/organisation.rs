//! Which organisation a command is about.

/// The one of that short name, or the only one; nothing when there is none at all.
pub(super) fn chosen<'a, T>(
    known: &'a [T],
    slug: impl Fn(&T) -> &str,
    asked: Option<&str>,
) -> Result<Option<&'a T>, String> {
    let slugs = || known.iter().map(&slug).collect::<Vec<_>>().join(", ");
    match (asked, known) {
        (_, []) => Ok(None),
        (None, [only]) => Ok(Some(only)),
        (None, _) => Err(format!("say which organisation with --organisation; there are: {}", slugs())),
        (Some(asked), _) => match known.iter().find(|organisation| slug(organisation) == asked) {
            Some(found) => Ok(Some(found)),
            None => Err(format!("there is no organisation {asked}; there are: {}", slugs())),
        },
    }
}
