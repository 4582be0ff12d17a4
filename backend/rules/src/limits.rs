//! The limits of what people may send, in one place. Lengths are in characters unless said otherwise.

/// Title of a consultation, a phase or a workshop.
pub const TITLE: usize = 120;
/// Purpose of a consultation, or any text that a member writes in one field.
pub const PURPOSE: usize = 4_000;
/// Title of a proposal.
pub const PROPOSAL_TITLE: usize = 120;
/// Text of a proposal.
pub const PROPOSAL_BODY: usize = 2_000;
/// Proposals that one person may send in one phase.
pub const PROPOSALS_EACH: usize = 3;
/// Statement put to the vote in an opinion phase.
pub const STATEMENT: usize = 280;
/// Statement that a resident adds to an opinion phase.
pub const RESIDENT_STATEMENT: usize = 140;
/// Statements that one person may add to one phase.
pub const STATEMENTS_EACH: usize = 3;
/// Yes-or-no questions about people that one consultation may ask.
pub const STRATA: usize = 3;
/// Wording of a question.
pub const QUESTION: usize = 300;
/// Help shown under a question.
pub const QUESTION_HELP: usize = 600;
/// Answer to a short-text question, and the text of "other, please say".
pub const SHORT_TEXT: usize = 300;
/// Answer to a long-text question.
pub const LONG_TEXT: usize = 4_000;
/// Wording of a choice, a unit or the end of a scale.
pub const LABEL: usize = 120;
/// Choices of one question.
pub const CHOICES: usize = 60;
/// Points of a scale, at most.
pub const SCALE_POINTS: u32 = 11;
/// Official answer of an institution.
pub const ANSWER_BODY: usize = 4_000;
/// Reason of an official answer.
pub const ANSWER_REASON: usize = 2_000;
/// Name of a person or of an organisation.
pub const NAME: usize = 120;
/// Free reason given for a moderation decision.
pub const MODERATION_REASON: usize = 500;
/// Options of one decision.
pub const VOTE_OPTIONS: usize = 200;
/// Ballots of one published vote that are counted again.
pub const BALLOTS: u64 = 1_000_000_000;
/// Volunteers among whom a panel is drawn.
pub const PANEL_VOLUNTEERS: u64 = 100_000;
/// A budget or the cost of a project, in whole units of the currency.
pub const MONEY: i64 = 1_000_000_000_000;
/// Lines of a free text; further line breaks become spaces, no word is lost.
pub const LINES: usize = 200;
/// Minutes of a workshop, in bytes.
pub const MINUTES_BYTES: usize = 2 * 1024 * 1024;
/// Lines of the minutes of a workshop.
pub const MINUTES_LINES: usize = 20_000;
/// Any other form, in bytes.
pub const FORM_BYTES: usize = 64 * 1024;
/// E-mail address, in bytes (RFC 5321, 4.5.3.1.3, less the angle brackets).
pub const EMAIL_BYTES: usize = 254;
