//! What is said of the list: how far it is, whether it is whole, whether its order is old.

use kyb_dash::app::action::Action;
use kyb_dash::app::msg::{Msg, QueueMsg};
use kyb_dash::domain::completeness::{Completeness, Shortfall};
use kyb_dash::domain::failure::{Failure, FailureKind};

use crate::harness::{Harness, customer, reference, rows, usual_rows};
use crate::{other_case, shot};

#[test]
fn the_header_tells_how_far_the_list_is_in_numbers_people_can_read() {
    let mut harness = Harness::started(120, 30);
    let customers: Vec<String> = (0..1_200)
        .map(|number| customer(&format!("c{number}"), "Amber Basalt Ltd", "GBR", "REVIEWING", "2026-11-20T13:00:00Z"))
        .collect();
    let request = harness.listing.unwrap();
    let rows = rows(&customers.join(","));
    harness.send(Msg::Queue(QueueMsg::Page { request, rows, total: Some(100_000) }));
    let header = shot(&harness).row(0);
    assert!(header.contains("1,200 customers · 0+ need us · 0 of 1,200 read"), "{header}");
    assert!(header.ends_with("loading… 1,200 of 100,000"), "{header}");
    harness.send(Msg::Queue(QueueMsg::Complete { request, completeness: Completeness::Whole }));
    let header = shot(&harness).row(0);
    assert!(header.contains("1,200 customers · 0+ need us") && !header.contains("loading"), "{header}");
    harness.send(Msg::Waiting { seconds: 12 });
    let header = shot(&harness).row(0);
    assert!(header.contains("wait 12 s"), "{header}");
}

/// Faults: K3.
#[test]
fn an_incomplete_list_says_so_at_every_width_and_as_long_as_it_is() {
    let reasons = vec!["page 3 could not be read: the server failed (500)".to_owned()];
    let shortfall = Shortfall { listed: 480, total: Some(500), reasons };
    for (width, height, headline) in [
        (200, 50, "INCOMPLETE: 480 of 500 customers listed"),
        (120, 30, "INCOMPLETE: 480 of 500 customers listed"),
        (80, 24, "INCOMPLETE"),
        (40, 10, "INCOMPLETE"),
    ] {
        let mut harness = Harness::started(width, height);
        let request = harness.listing.take().unwrap();
        harness.send(Msg::Queue(QueueMsg::Page { request, rows: usual_rows(), total: Some(500) }));
        let header = shot(&harness).row(0);
        assert!(header.contains("loading…") && !header.contains("INCOMPLETE"), "{width}: {header}");
        let completeness = Completeness::Incomplete(shortfall.clone());
        harness.send(Msg::Queue(QueueMsg::Complete { request, completeness }));
        let footer = shot(&harness).row(height - 1);
        assert!(width < 120 || footer.contains("could not be read"), "{footer}");
        harness.settle();
        harness.act(Action::RefreshQueue);
        for _ in 0..2 {
            let header = shot(&harness).row(0);
            assert!(header.contains(headline) && header.contains("SANDBOX"), "{width}: {header}");
            harness.act(Action::Mask);
            harness.send(Msg::Waiting { seconds: 99 });
        }
        harness.list(usual_rows());
        let header = shot(&harness).row(0);
        assert!(!header.contains("INCOMPLETE"), "{width}: {header}");
    }
}

/// Faults: K3.
#[test]
fn a_first_list_that_breaks_off_or_holds_nobody_is_no_whole_one() {
    for width in [120, 40] {
        let mut harness = Harness::started(width, 30);
        let request = harness.listing.unwrap();
        harness.send(Msg::Queue(QueueMsg::Page { request, rows: usual_rows(), total: Some(500) }));
        harness.act(Action::Back);
        assert!(shot(&harness).row(0).contains("INCOMPLETE"), "cancelled");
        harness.act(Action::RefreshQueue);
        harness.fail_listing(Failure::new(FailureKind::Forbidden));
        assert!(shot(&harness).row(0).contains("INCOMPLETE"), "refused");
    }
    let mut harness = Harness::started(120, 30);
    let request = harness.listing.take().unwrap();
    let shortfall = Shortfall { listed: 0, total: Some(3), reasons: vec!["page 1 is empty".to_owned()] };
    harness.send(Msg::Queue(QueueMsg::Page { request, rows: Vec::new(), total: Some(3) }));
    harness.send(Msg::Queue(QueueMsg::Complete { request, completeness: Completeness::Incomplete(shortfall) }));
    harness.settle();
    let picture = shot(&harness);
    assert!(picture.row(0).contains("INCOMPLETE: 0 of 3 customers listed"), "{}", picture.row(0));
    assert!(picture.text().contains("customers listed; page"), "{}", picture.text());
    assert!(!picture.text().contains("no customers here"), "{}", picture.text());
}

#[test]
fn the_footer_says_when_the_order_is_old() {
    let mut harness = Harness::usual(120, 30);
    harness.serve(other_case("a4", "Sole Harbour Studio OU"));
    harness.fail_case("a4", Failure::new(FailureKind::TimedOut));
    assert!(!shot(&harness).row(29).contains("order is old"));
    harness.select("Sole Harbour Studio OU");
    harness.act(Action::RefreshCase);
    harness.settle();
    let footer = shot(&harness).row(29);
    assert!(footer.ends_with("order is old: R sorts the queue again"), "{footer}");
}

#[test]
fn a_reversed_order_says_so_in_title_and_heading() {
    for width in [120, 40] {
        let mut harness = Harness::usual(width, 30);
        for reversed in [false, true] {
            let (title, headings) = (shot(&harness).row(1), shot(&harness).row(2));
            assert_eq!(title.contains("reversed"), reversed, "{title}");
            assert!(headings.contains(if reversed { "wh▴" } else { "wh▾" }), "{headings}");
            harness.act(Action::Sort);
            harness.act(Action::Activate);
        }
    }
}

#[test]
fn a_file_offers_nothing_that_needs_a_server() {
    let damaged = Failure::saying(FailureKind::NotUnderstood, "the customer has no usable customer_id");
    let mut harness = Harness::of_file(120, 30, vec![Ok(reference()), Err(damaged), Ok(reference())]);
    let text = shot(&harness).text();
    assert!(text.contains("FILE  saved\\u{202e}.json") && text.contains("read just now"), "{text}");
    assert!(!text.contains("fetch") && !text.contains("refresh"), "{text}");
    harness.act(Action::NextCustomer);
    let text = shot(&harness).text();
    assert!(text.contains("customer_id") && !text.contains("tries again"), "{text}");
    harness.act(Action::NextCustomer);
    let text = shot(&harness).text();
    assert!(text.contains("671536f8") && text.contains("jane.smith"), "sent twice, shown twice: {text}");
    harness.act(Action::Help);
    let text = shot(&harness).text();
    assert!(text.contains("(this is a saved file:"), "{text}");
}
