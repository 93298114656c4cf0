//! One bar of the overview, and the filter that shows in the queue what it stands for.

use jiff::civil::Date;

use crate::app::row::AskMove;
use crate::domain::ball::Ball;
use crate::domain::customer::CustomerStatus;
use crate::domain::fact::Word;
use crate::domain::figures::AgeBand;
use crate::domain::finding::Check;
use crate::domain::rejection::LabelCode;
use crate::domain::request::DocumentType;

/// What a bar stands for. It is the same bar again after the figures have changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bar {
    /// The customers that somebody has, all or those of some age.
    Ball(Ball, Option<AgeBand>),
    /// The customers of a status; without one, those whose status is not known.
    Status(Option<CustomerStatus>),
    /// The open cases with a label.
    Label(LabelCode),
    /// The open cases that owe a document.
    Document(DocumentType),
    /// The open cases with a finding.
    Finding(Check),
    /// The customers of whom something was asked, or asked no longer, in the week that begins on this day.
    Week(Date, AskMove),
    /// How long customers were with somebody: it leads to those who are.
    Days(Ball),
}

impl Bar {
    /// The filter that shows just the customers it stands for; those that the server no longer knows are in no figure.
    #[must_use]
    pub fn filter(&self, has_gone: bool) -> String {
        format!("{}{}", self.terms(), if has_gone { " gone:no" } else { "" })
    }

    fn terms(&self) -> String {
        // Codes are compared as a whole; what holds cases up is counted of open ones alone.
        let of_open = |term: &str, code: &str| format!("!ball:nobody {term}:={code}");
        match self {
            Self::Ball(ball, None) | Self::Days(ball) => of_ball(*ball),
            Self::Ball(ball, Some(band)) => format!("{} {}", of_ball(*ball), of_age(*band)),
            Self::Status(Some(status)) => format!("status:={}", status.word()),
            Self::Status(None) => "status:?".to_owned(),
            Self::Label(label) => of_open("label", label.text().as_str()),
            Self::Document(document) => of_open("owes", document.text().as_str()),
            Self::Finding(check) => of_open("finding", check.id()),
            Self::Week(starts, moved) => format!("{}:{starts}", moved.word()),
        }
    }
}

fn of_ball(ball: Ball) -> String {
    format!("ball:{}", ball.word().to_lowercase())
}

fn of_age(band: AgeBand) -> &'static str {
    match band {
        AgeBand::UpTo2 => "age:<=2d",
        AgeBand::UpTo7 => "age:>2d age:<=7d",
        AgeBand::UpTo14 => "age:>7d age:<=14d",
        AgeBand::More => "age:>14d",
        AgeBand::Unknown => "age:?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::filter::Filter;

    #[test]
    fn every_filter_means_something() {
        let mut bars = vec![
            Bar::Status(None),
            Bar::Status(Some(CustomerStatus::InCompliance)),
            Bar::Label(LabelCode::new("LOW_QUALITY")),
            Bar::Document(DocumentType::new("PROOF_OF_ADDRESS")),
            Bar::Finding(Check::OwnSum),
            Bar::Week("2026-11-16".parse().unwrap(), AskMove::Opened),
            Bar::Week("2026-11-16".parse().unwrap(), AskMove::Resolved),
        ];
        for ball in Ball::ALL {
            bars.extend([Bar::Days(ball), Bar::Ball(ball, None)]);
            bars.extend(AgeBand::ALL.map(|band| Bar::Ball(ball, Some(band))));
        }
        for bar in bars {
            let filter = bar.filter(true);
            assert!(Filter::parse(&filter).is_ok_and(|read| read != Filter::default()), "{bar:?}: {filter}");
        }
    }
}
