//! Variables that name a proxy: what cannot be understood is said by its name, and what is used is told.

use crate::{Run, run_with};

const SERVER: &[&str] = &["--base-url", "https://kyb.invalid", "--allow-host"];

fn ran(arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let token = ("FIN_API_TOKEN", "invented-token");
    run_with(&[arguments, SERVER].concat(), &[&[token], variables].concat())
}

/// Faults: W19.
#[test]
fn a_proxy_that_cannot_be_used_is_an_error_with_its_name() {
    let table: [(&[(&str, &str)], &str); 8] = [
        (&[("HTTPS_PROXY", "http://ada:hunter2@proxy example:1")], "HTTPS_PROXY cannot be used: it is no address"),
        (
            &[("https_proxy", "socks5://ada:hunter2@proxy.example")],
            "https_proxy cannot be used: a proxy's address begins",
        ),
        (&[("ALL_PROXY", "hunter2:hunter2")], "ALL_PROXY cannot be used: it is no address"),
        (&[("all_proxy", "http://proxy.example:99999")], "all_proxy cannot be used: it is no address"),
        (&[("HTTPS_PROXY", "socks5h://x"), ("ALL_PROXY", "http://proxy.example")], "HTTPS_PROXY cannot be used"),
        (&[("HTTPS_PROXY", ""), ("https_proxy", "?")], "https_proxy cannot be used"),
        (
            &[("HTTPS_PROXY", "http://127.0.0.1:9"), ("NO_PROXY", "x.example,ada:hunter2@y")],
            "NO_PROXY cannot be used: its entry 2",
        ),
        (&[("HTTPS_PROXY", "http://127.0.0.1:9"), ("no_proxy", "10.0.0.0/33")], "no_proxy cannot be used: its entry 1"),
    ];
    for (variables, says) in table {
        for command in [&["list"][..], &["show", "c1"], &["draft", "c1"], &["watch", "c1"]] {
            let Run { code, out, err } = ran(command, variables);
            assert_eq!((code, out.as_str(), err.lines().count()), (Some(2), "", 1), "{variables:?} {command:?}: {err}");
            assert!(err.starts_with(&format!("kyb-dash: {says}")), "{err}");
            assert!(!err.contains("hunter2") && !err.contains("ada"), "{err}");
        }
        let doctor = ran(&["doctor"], variables);
        assert_eq!(doctor.code, Some(2));
        assert!(doctor.out.contains(&format!("FAULT: {says}")), "{}", doctor.out);
        assert!(doctor.out.contains("server         not tried"), "{}", doctor.out);
        assert!(!doctor.out.contains("hunter2") && !doctor.out.contains("ada:"), "{}", doctor.out);
    }
}

/// Nobody listens at that port, so a connection that went past the proxy would say something else.
///
/// Faults: W19.
#[test]
fn the_proxy_that_is_used_is_named_in_failures_and_by_doctor() {
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let used = [(name, "http://ada:hunter2@127.0.0.1:9"), ("HTTP_PROXY", "no proxy at all")];
        let variables = [&used[..], &[("REQUEST_METHOD", "GET"), ("NO_PROXY", "other.example, 10.0.0.0/8")]].concat();
        let doctor = ran(&["doctor"], &variables);
        assert_eq!(doctor.code, Some(5), "{}", doctor.out);
        for part in [
            format!("{name}=127.0.0.1:9"),
            "HTTP_PROXY=(not understood)".to_owned(),
            "NO_PROXY=other.example,10.0.0.0/8".to_owned(),
            format!("127.0.0.1:9 of {name} is used"),
            format!("(through the proxy 127.0.0.1:9 of {name})"),
        ] {
            assert!(doctor.out.contains(&part), "{part}: {}", doctor.out);
        }
        assert!(!doctor.out.contains("hunter2") && !doctor.out.contains("ada"), "{}", doctor.out);
    }
    let past = ran(&["doctor"], &[("HTTPS_PROXY", "??"), ("NO_PROXY", "*.invalid")]);
    assert!(past.out.contains("none is used, as NO_PROXY says so of the server"), "{}", past.out);
    assert_eq!(past.code, Some(5), "the server itself is asked: {}", past.out);
}

/// This machine and files are reached whatever the variables say.
#[test]
fn what_needs_no_proxy_asks_for_none() {
    let variables = [("HTTPS_PROXY", "socks5://x"), ("ALL_PROXY", "??"), ("NO_PROXY", "??")];
    for arguments in [&["list", "--demo"][..], &["show", "--file", crate::REFERENCE], &["doctor", "--demo"]] {
        let ran = run_with(arguments, &variables);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}: {}", ran.out);
    }
}
