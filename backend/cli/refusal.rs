//! Refusals as sentences of the command line; pages and API say the same in the reader's language.

use tablee_core::{Refusal, RefusalClass};

/// One plain sentence.
pub(super) fn sentence(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid(faults) => {
            let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
            format!("this cannot be taken as it is: {}", fields.join(", "))
        }
        Refusal::Unavailable(error) => format!("the database does not answer: {error}"),
        other => of_class(other.class()).to_owned(),
    }
}

fn of_class(class: RefusalClass) -> &'static str {
    match class {
        RefusalClass::SignInNeeded | RefusalClass::Forbidden => "this is not allowed",
        RefusalClass::NotFound => "there is no such thing here",
        RefusalClass::Conflict => "this is not possible as things stand now",
        RefusalClass::Malformed | RefusalClass::Invalid => "this cannot be taken as it is",
        RefusalClass::TooMany => "this was done too often; try again later",
        RefusalClass::Unavailable => "the database does not answer",
    }
}

#[cfg(test)]
mod tests {
    use tablee_core::FieldFault;

    use super::*;

    #[test]
    fn a_refusal_is_said_in_words_and_names_the_field() {
        assert_eq!(sentence(&Refusal::NotFound), "there is no such thing here");
        let invalid = Refusal::Invalid(vec![FieldFault::new("email", "fault-email"), FieldFault::new("name", "fault")]);
        assert_eq!(sentence(&invalid), "this cannot be taken as it is: email, name");
    }
}
