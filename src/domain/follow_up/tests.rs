use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{Calendar, date};
use crate::domain::case::Case;
use crate::domain::fact::Fact;
use crate::domain::glossary::Glossary;
use crate::domain::history::{Event, Sent, What};
use crate::domain::imprint::{CustomerKey, FingerprintKey, Imprint, KeptSubject, Names};
use crate::domain::key::RequestKey;
use crate::domain::request::{DocumentType, Section};
use crate::domain::sample::{case, field, given, party, request, subject};

const ID: &str = "671536f8-0000-4000-8000-000000000001";
const ADA: &str = "2e719a54-0000-4000-8000-000000000001";
const BOB: &str = "4ef045ea-0000-4000-8000-000000000002";

/// A case, looked at from hour to hour, as the store would keep what is seen of it and done about it.
struct Watched {
    case: Case,
    hour: i64,
    events: Vec<Event>,
    last: Imprint,
}

fn key() -> FingerprintKey {
    FingerprintKey::new([7; 16])
}

fn customer() -> CustomerKey {
    CustomerKey::parse(ID).unwrap()
}

fn sealed(case: &Case) -> Imprint {
    Imprint::of(case, &customer(), &key(), &Glossary::default())
}

fn at(hour: i64) -> Wall {
    Wall::from_second(1_764_000_000 + hour * 3_600).unwrap()
}

fn ask(of: Subject, section: &str, kind: &str) -> AskKey {
    let request = RequestKey { subject: of, section: Some(Section::new(section)) };
    AskKey { request, document_type: Some(DocumentType::new(kind)) }
}

impl Watched {
    fn new(case: Case) -> Self {
        let last = sealed(&case);
        Self { case, hour: 1, events: Vec::new(), last }
    }

    /// Another look, an hour later.
    fn look(&mut self) -> &mut Self {
        self.hour += 1;
        let now = sealed(&self.case);
        let differences = self.last.differences(&now).unwrap();
        self.last = now.filled_from(&self.last);
        if !differences.is_empty() {
            self.note(What::Look(differences));
        }
        self
    }

    fn note(&mut self, what: What) {
        let id = EventId::new(&self.events.len().to_string());
        self.events.insert(0, Event { id, at: at(self.hour), what });
    }

    fn send(&mut self, to: &[Subject], follow_up: &str) {
        let to: Vec<KeptSubject> =
            to.iter().map(|to| KeptSubject::of(to, &customer(), &key(), &Glossary::default())).collect();
        let owed = sealed(&self.case).owed(&to);
        let (follow_up, looked_at) = (date(follow_up).unwrap(), at(self.hour));
        self.note(What::Sent(Sent { to, way: Way::Draft, follow_up, looked_at, owed }));
    }

    fn pursuit(&self) -> Pursuit {
        let names = Names::of(&self.case, &customer(), &key(), &Glossary::default());
        let now = sealed(&self.case);
        pursuit(&self.events, Some(Since { now: &now, at: at(self.hour) }), &names)
    }

    fn cover(&self) -> Cover {
        self.pursuit().in_short.cover
    }
}

/// Owes two papers, one of the company and one of Ada.
fn owing() -> Case {
    case(ID)
        .in_status("ACTION_REQUIRED")
        .with(party(ADA).owning("60").mailing("ada@amber.example").standing("REVIEWING"))
        .wanting(
            request(Subject::Company, "formation_documents")
                .naming("EVIDENCE_OF_DIRECTORS", [field("files").because("Torn.")]),
        )
        .wanting(request(subject(ADA), "identifying_documents").naming("PASSPORT", [field("files")]))
}

#[test]
fn a_request_covers_what_it_asked_and_no_more() {
    let mut case = Watched::new(owing());
    assert_eq!(case.cover(), Cover::Nothing);
    case.send(&[Subject::Company], "2026-12-01");
    assert_eq!(case.cover(), Cover::Part, "Ada was not asked");
    assert_eq!(
        case.pursuit().sendings[0].asks,
        [ask(Subject::Company, "formation_documents", "EVIDENCE_OF_DIRECTORS")]
    );
    case.send(&[subject(ADA)], "2026-11-27");
    let short = case.pursuit().in_short;
    assert_eq!((short.cover, short.to_company, short.to_parties), (Cover::All, true, 1));
    assert_eq!(short.due, date("2026-11-27"), "the first of both");
    let on = |day: &str| short.clone().on(&Calendar::default(), date(day).unwrap());
    assert!(on("2026-11-26").waits());
    assert!(on("2026-11-27").is_chase());
}

#[test]
fn what_is_asked_later_or_otherwise_comes_back_with_the_look_that_showed_it() {
    type Raise = fn(&mut Case);
    let raise: [(&str, Raise); 3] = [
        ("another ask", |case| {
            *case = case.clone().wanting(request(Subject::Company, "tax").naming("TAX_FORM", [field("files")]));
        }),
        ("another field", |case| {
            given(&mut given(&mut case.requests).read[0].documents).read[0].fields =
                Fact::Given(crate::domain::fact::Items {
                    read: vec![field("files").because("Torn."), field("type")],
                    unread: 0,
                });
        }),
        ("another reason", |case| {
            let fields = &mut given(&mut given(&mut case.requests).read[0].documents).read[0].fields;
            given(fields).read[0] = field("files").because("Still torn.");
        }),
    ];
    for (what, raise) in raise {
        let mut case = Watched::new(owing());
        case.send(&[Subject::Company, subject(ADA)], "2026-12-01");
        raise(&mut case.case);
        assert!(matches!(case.cover(), Cover::Raised(_)), "{what}: at the first look");
        case.look();
        let hour = case.hour;
        case.look().look();
        assert_eq!(case.cover(), Cover::Raised(at(hour)), "{what}: later looks show the same");
        assert_eq!(case.pursuit().raised.len(), 1, "{what}");
        case.send(&[Subject::Company, subject(ADA)], "2026-12-01");
        assert_eq!(case.cover(), Cover::All, "{what}: asked anew");
    }
}

#[test]
fn it_closes_when_the_asks_are_gone_and_opens_a_round_when_they_come_again() {
    let mut case = Watched::new(owing());
    case.send(&[Subject::Company, subject(ADA)], "2026-12-01");
    let asked = case.case.requests.clone();
    case.case.requests = Fact::Given(crate::domain::fact::Items::default());
    case.look();
    let closed = at(case.hour);
    case.look();
    let pursuit = case.pursuit();
    assert_eq!(pursuit.sendings[0].state, SendingState::Closed(closed));
    assert_eq!((pursuit.in_short.sent, pursuit.in_short.due, pursuit.in_short.cover), (None, None, Cover::Nothing));
    case.case.requests = asked;
    case.look();
    assert_eq!(case.cover(), Cover::Raised(at(case.hour)), "the same asks again are asked anew");
    assert_eq!(case.pursuit().raised.len(), 2);
}

#[test]
fn what_cannot_be_read_closes_nothing_and_covers_nothing() {
    for requests in [
        Fact::Missing,
        Fact::Null,
        Fact::Withheld,
        Fact::Given(crate::domain::fact::Items { read: Vec::new(), unread: 1 }),
    ] {
        let mut case = Watched::new(owing());
        case.send(&[Subject::Company, subject(ADA)], "2026-12-01");
        case.case.requests = requests;
        case.look();
        let pursuit = case.pursuit();
        assert_eq!((pursuit.sendings[0].state, pursuit.in_short.cover), (SendingState::Open, Cover::Unknown));
        case.case.requests = owing().requests;
        case.look();
        assert_eq!(case.cover(), Cover::All, "it was there all the time");
    }
    let mut case = Watched::new(owing());
    case.send(&[Subject::Company, subject(ADA)], "2026-12-01");
    given(&mut case.case.requests).unread = 1;
    assert_eq!(case.cover(), Cover::Unknown, "another ask may be there");
    let without_look = pursuit(&case.events, None, &Names::default());
    assert_eq!((without_look.in_short.cover, without_look.sendings[0].state), (Cover::Unknown, SendingState::Open));
}

#[test]
fn a_request_to_finish_closes_when_anybody_moves() {
    let unfinished = || {
        case(ID)
            .in_status("ASSOCIATED_PARTIES_REMAINING")
            .with(party(ADA).standing("INITIATED"))
            .with(party(BOB).standing("INITIATED"))
    };
    let mut case = Watched::new(unfinished());
    case.send(&[subject(ADA)], "2026-12-01");
    assert_eq!(case.cover(), Cover::Part, "Bob was not asked");
    case.send(&[subject(BOB)], "2026-12-01");
    assert_eq!(case.cover(), Cover::All);
    case.case = case.case.clone().in_status("ASSOCIATED_PARTIES_REMAINING");
    *case.case.party_mut(ADA) = party(ADA).standing("REVIEWING");
    case.look();
    assert_eq!(
        case.pursuit().sendings.iter().map(|it| it.state).collect::<Vec<_>>(),
        [SendingState::Closed(at(case.hour)); 2]
    );
    let mut case = Watched::new(unfinished());
    case.send(&[Subject::Company], "2026-12-01");
    assert_eq!(case.cover(), Cover::All, "the company has its owners finish");
    case.case = case.case.clone().in_status("REVIEWING");
    assert_eq!(case.cover(), Cover::Nothing);
}

#[test]
fn answered_is_what_a_person_says_and_the_address_is_compared() {
    let mut case = Watched::new(owing());
    case.send(&[Subject::Company, subject(ADA)], "2026-12-01");
    case.hour += 1;
    case.note(What::Answered);
    let pursuit = case.pursuit();
    assert_eq!(pursuit.sendings[0].state, SendingState::Answered(at(case.hour)));
    assert_eq!((pursuit.in_short.cover, pursuit.in_short.answered), (Cover::Nothing, Some(at(case.hour))));
    case.case.party_mut(ADA).email = crate::domain::sample::email("ada.new@amber.example");
    assert_eq!(case.pursuit().sendings[0].moved, [subject(ADA)]);
}

#[test]
fn putting_off_moves_the_day_of_what_was_sent_before() {
    let mut case = Watched::new(owing());
    case.send(&[Subject::Company, subject(ADA)], "2026-12-01");
    case.hour += 1;
    case.note(What::Snoozed { until: date("2026-12-07").unwrap() });
    assert_eq!(case.pursuit().in_short.due, date("2026-12-07"));
    case.hour += 1;
    case.send(&[Subject::Company, subject(ADA)], "2026-12-09");
    let pursuit = case.pursuit();
    assert_eq!(pursuit.in_short.due, date("2026-12-09"), "asked again, it has a day of its own");
    assert_eq!(pursuit.sendings[1].state, SendingState::Replaced(at(case.hour)));
    case.hour += 1;
    case.send(&[Subject::Company], "2026-12-11");
    let pursuit = case.pursuit();
    assert_eq!((pursuit.in_short.due, pursuit.sendings[1].state), (date("2026-12-09"), SendingState::Open), "of Ada");
    case.case.requests = Fact::Given(crate::domain::fact::Items::default());
    case.look();
    assert_eq!(case.pursuit().in_short.due, None, "what was put off before all closed is over");
    case.hour += 1;
    case.note(What::Snoozed { until: date("2026-12-20").unwrap() });
    assert_eq!(case.pursuit().in_short.due, date("2026-12-20"), "a day of its own");
}

#[test]
fn what_another_version_sealed_is_over_once_it_is_asked_again() {
    let mut case = Watched::new(owing());
    case.send(&[Subject::Company, subject(ADA)], "2026-12-01");
    let What::Sent(sent) = &mut case.events[0].what else { panic!() };
    let mut written = serde_json::to_value(&sent.owed).unwrap();
    written["words"] = 7.into();
    sent.owed = serde_json::from_value(written).unwrap();
    assert_eq!(case.cover(), Cover::Unknown, "what is asked now cannot be compared with it");
    case.hour += 1;
    case.send(&[Subject::Company, subject(ADA)], "2026-12-05");
    assert_eq!(case.pursuit().in_short.due, date("2026-12-05"));
    assert_eq!(case.cover(), Cover::All);
}

#[derive(Clone, Debug)]
enum Step {
    Ask(u8),
    Settle(u8),
    Reason(u8),
    Unread,
    Readable,
    Send(u8),
    Look,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..4_u8).prop_map(Step::Ask),
        (0..4_u8).prop_map(Step::Settle),
        (0..4_u8).prop_map(Step::Reason),
        Just(Step::Unread),
        Just(Step::Readable),
        (1..4_u8).prop_map(Step::Send),
        Just(Step::Look),
        Just(Step::Look),
    ]
}

/// What is asked in truth, beside what was sent: kept in the simplest way there is.
#[derive(Default)]
struct Truth {
    /// By ask: its reason, and the reason that was sent, if it was since it was opened.
    asks: std::collections::BTreeMap<u8, (u32, Option<u32>)>,
    reason: u32,
    is_unread: bool,
    /// What went while not all could be read: if it comes back before, nobody can know that it was gone.
    unseen: std::collections::BTreeMap<u8, Option<u32>>,
}

impl Truth {
    fn case(&self) -> Case {
        let whose = |ask: u8| if ask < 2 { Subject::Company } else { subject(ADA) };
        let mut made = case(ID).in_status("ACTION_REQUIRED").with(party(ADA).standing("REVIEWING"));
        for (ask, (reason, _)) in &self.asks {
            let section = format!("section {ask}");
            made = made.wanting(
                request(whose(*ask), &section)
                    .naming("PASSPORT", [field("files").because(&format!("Because {reason}."))]),
            );
        }
        if self.is_unread {
            given(&mut made.requests).unread = 1;
        }
        made
    }
}

proptest! {
    #[test]
    fn the_customer_never_has_the_ball_while_an_ask_was_not_sent(steps in prop::collection::vec(any_step(), 1..40)) {
        let mut truth = Truth::default();
        let mut watched = Watched::new(truth.case());
        for step in steps {
            match step {
                Step::Ask(ask) => {
                    let reason = truth.reason;
                    let sent = truth.unseen.get(&ask).copied().flatten();
                    truth.asks.entry(ask).or_insert((reason, sent));
                }
                Step::Settle(ask) => {
                    let gone = truth.asks.remove(&ask).filter(|_| truth.is_unread);
                    truth.unseen.extend(gone.map(|(_, sent)| (ask, sent)));
                }
                Step::Reason(ask) => {
                    truth.reason += 1;
                    let reason = truth.reason;
                    if let Some((now, _)) = truth.asks.get_mut(&ask) {
                        *now = reason;
                    }
                }
                Step::Unread => truth.is_unread = true,
                Step::Readable => truth.is_unread = false,
                Step::Send(whom) => {
                    let to = [(1, Subject::Company), (2, subject(ADA))];
                    let to: Vec<Subject> = to.into_iter().filter(|(bit, _)| whom & bit > 0).map(|(_, to)| to).collect();
                    watched.send(&to, "2026-12-01");
                    for (ask, (reason, sent)) in &mut truth.asks {
                        let bit = if *ask < 2 { 1 } else { 2 };
                        if whom & bit > 0 {
                            *sent = Some(*reason);
                        }
                    }
                }
                Step::Look => {}
            }
            // Every state is looked at: what comes and goes between two looks nobody can see.
            watched.case = truth.case();
            watched.look();
            if !truth.is_unread {
                truth.unseen.clear();
            }
            let is_all_sent = truth.asks.values().all(|(reason, sent)| *sent == Some(*reason));
            let cover = watched.cover();
            if cover == Cover::All {
                prop_assert!(is_all_sent && !truth.is_unread && !truth.asks.is_empty(), "{cover:?}");
            } else if is_all_sent && !truth.is_unread && !truth.asks.is_empty() {
                prop_assert!(false, "all was sent, and yet: {cover:?}");
            }
        }
    }
}
