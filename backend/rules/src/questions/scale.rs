use super::{Answer, AnswerFault, Entry, Options, OptionsFault, QuestionKind, TallyDetail, tally};
use crate::limits;

/// Points from 1 to n, the two ends of which are named.
pub(super) struct Scale;

const USUAL_POINTS: u32 = 5;

impl QuestionKind for Scale {
    fn key(&self) -> &'static str {
        "scale"
    }

    fn check_options(&self, options: &Options) -> Vec<OptionsFault> {
        let points = last_point(options);
        let mut faults = Vec::new();
        if !(2..=limits::SCALE_POINTS).contains(&points) {
            faults.push(OptionsFault::Points { most: limits::SCALE_POINTS });
        }
        if options.low_label.trim().is_empty() || options.high_label.trim().is_empty() {
            faults.push(OptionsFault::EndLabels);
        }
        faults.extend(options.check_labels(&[&options.low_label, &options.high_label]));
        faults
    }

    fn read(&self, entry: &Entry, options: &Options) -> Result<Answer, AnswerFault> {
        let most = last_point(options);
        let typed = entry.only_value().ok_or(AnswerFault::OnlyOne)?;
        let point = typed.parse().ok().filter(|point| (1..=most).contains(point));
        point
            .map(|point| Answer::Scale { point })
            .ok_or(AnswerFault::NotAPoint { most })
    }

    fn detail(&self, answers: &[Answer], options: &Options) -> TallyDetail {
        let points = answers.iter().filter_map(|answer| match answer {
            Answer::Scale { point } => Some(*point),
            _ => None,
        });
        tally::scale(points, last_point(options))
    }
}

fn last_point(options: &Options) -> u32 {
    options.points.unwrap_or(USUAL_POINTS).min(u32::from(u16::MAX))
}
