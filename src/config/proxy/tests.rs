use std::os::unix::ffi::OsStringExt;

use super::*;

fn variables<'a>(set: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<OsString> + 'a {
    move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
}

fn route_to(server: &str, set: &[(&str, &str)]) -> Result<Route, String> {
    let environment = Environment::parse(server, true, false).unwrap();
    Route::to(&environment, variables(set)).map_err(|bad| bad.to_string())
}

/// Host, port and variable of the proxy to Fin's server, or what is wrong.
fn used(set: &[(&str, &str)]) -> String {
    route_to("https://api.fin.com", set).map_or_else(|bad| bad, |route| route.words())
}

#[test]
fn the_first_variable_that_is_set_names_the_proxy() {
    let table: [(&[(&str, &str)], &str); 9] = [
        (&[], "none is used"),
        (&[("HTTPS_PROXY", "http://a.example:1"), ("https_proxy", "b.example")], "a.example:1 of HTTPS_PROXY is used"),
        (&[("HTTPS_PROXY", ""), ("https_proxy", "b.example")], "b.example:80 of https_proxy is used"),
        (&[("ALL_PROXY", "https://c.example"), ("all_proxy", "?")], "c.example:443 of ALL_PROXY is used"),
        (&[("HTTPS_PROXY", "a.example:1"), ("ALL_PROXY", "socks5://c.example")], "a.example:1 of HTTPS_PROXY is used"),
        (&[("HTTP_PROXY", "nonsense nonsense"), ("http_proxy", "a.example")], "none is used"),
        (
            &[("HTTPS_PROXY", "a.example"), ("NO_PROXY", ""), ("no_proxy", "fin.com")],
            "none is used, as no_proxy says so of the server",
        ),
        (&[("HTTPS_PROXY", "??"), ("NO_PROXY", "fin.com")], "none is used, as NO_PROXY says so of the server"),
        (&[("NO_PROXY", "??"), ("HTTP_PROXY", "a.example")], "none is used"),
    ];
    for (set, words) in table {
        assert_eq!(used(set), words, "{set:?}");
    }
    assert_eq!(route_to("http://localhost:1", &[("HTTPS_PROXY", "??"), ("NO_PROXY", "??")]), Ok(Route::Loopback));
}

/// Each of these was, or would be, a silent connection past the proxy, or to another host.
#[test]
fn what_is_no_proxy_is_named_and_not_repeated() {
    let addresses = [
        "socks5://hunter2.example:1080",
        "socks4a://hunter2.example",
        "ftp://hunter2.example",
        "hunter2 hunter2",
        " ",
        "http://",
        "://hunter2",
        "http://hunter2.example:99999",
        "hunter2:secret",
        "http://ada:1/hunter2@proxy.example",
        "http://ada:hunter2#x@proxy.example",
        "http://proxy.example/hunter2.pac",
        "/hunter2",
        "http://hunter2.example:80:90",
        "http://[::hunter2",
        "file:///hunter2",
    ];
    for value in addresses {
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            let said = used(&[(name, value), ("NO_PROXY", "x.example")]);
            assert!(
                said.starts_with(&format!("{name} cannot be used: ")) && said.contains("http://HOST:PORT"),
                "{said}"
            );
            assert!(!said.contains("hunter2"), "{said}");
        }
        // The one before it is used, so the one behind it is not.
        assert!(used(&[("HTTPS_PROXY", value), ("ALL_PROXY", "a.example")]).starts_with("HTTPS_PROXY "), "{value}");
        assert!(told(variables(&[("HTTPS_PROXY", value)])).iter().all(|told| !told.contains("hunter2")), "{value}");
    }
    let environment = Environment::parse("https://api.fin.com", true, false).unwrap();
    for name in ["HTTPS_PROXY", "NO_PROXY"] {
        let set = |asked: &str| match asked {
            _ if asked == name => Some(OsString::from_vec(b"\xffhunter2".to_vec())),
            "HTTPS_PROXY" => Some("a.example".into()),
            _ => None,
        };
        let said = Route::to(&environment, set).unwrap_err().to_string();
        assert_eq!(said, format!("{name} cannot be used: it is not UTF-8"));
        assert!(told(set).contains(&format!("{name}=(not understood)")));
    }
}

#[test]
fn users_and_passwords_reach_the_proxy_and_nobody_else() {
    for (value, user, password) in [
        ("http://ada:hunter2@proxy.example:3128", "ada", "hunter2"),
        ("ada:hunter2@proxy.example:3128/", "ada", "hunter2"),
        (" HTTP://ada:hunt@er2@proxy.example:3128 ", "ada", "hunt%40er2"),
        ("http://ada%40x:hunt%2Fer2@proxy.example:3128", "ada%40x", "hunt%2Fer2"),
    ] {
        let route = route_to("https://api.fin.com", &[("ALL_PROXY", value)]).unwrap();
        assert_eq!(route.words(), "proxy.example:3128 of ALL_PROXY is used");
        assert!(!format!("{route:?}").contains("ada"), "{route:?}");
        let proxy = route.proxy().unwrap();
        assert_eq!((proxy.address().username(), proxy.address().password()), (user, Some(password)), "{value}");
        assert_eq!(told(variables(&[("ALL_PROXY", value)])), ["ALL_PROXY=proxy.example:3128"]);
    }
}

#[test]
fn servers_to_reach_without_a_proxy_are_written_in_many_ways() {
    let is_past = |server: &str, list: &str| {
        let route = route_to(server, &[("HTTPS_PROXY", "proxy.example"), ("NO_PROXY", list)]);
        matches!(route.unwrap(), Route::Past("NO_PROXY"))
    };
    let table = [
        ("https://api.fin.com", "fin.com"),
        ("https://api.fin.com", "FIN.com"),
        ("https://api.fin.com", ".fin.com"),
        ("https://api.fin.com", "*.fin.com"),
        ("https://api.fin.com", "api.fin.com."),
        ("https://api.fin.com", "x.example, api.fin.com:443"),
        ("https://api.fin.com", "x.example api.fin.com"),
        ("https://api.fin.com", ",,\tapi.fin.com,"),
        ("https://api.fin.com", "*"),
        ("https://10.1.2.3", "10.0.0.0/8"),
        ("https://10.1.2.3", "10.1.2.3"),
        ("https://[2001:db8::1]", "2001:db8::/32"),
        ("https://[2001:db8::1]:8443", "[2001:db8::1]:8443"),
        ("https://[2001:db8::1]", "[2001:db8::1]"),
        ("https://bücher.example", "bücher.example"),
    ];
    for (server, list) in table {
        assert!(is_past(server, list), "{server} {list}");
    }
    for list in ["x.example", "notfin.com", "api.fin.com:8443", "com.fin", "10.0.0.0/8", "::/0", "www.api.fin.com"] {
        assert!(!is_past("https://api.fin.com", list), "{list}");
    }
    let unclear = [
        "ada:hunter2@x.example",
        "http://x.example",
        "<local>",
        "10.0.0.0/33",
        "10.0.0.0/+8",
        "10.0/8",
        "*hunter2.com",
        "a.*.com",
        "x.example:hunter2",
        "x.example:99999",
        "x.example:",
        ".",
        "[::1",
        "a..b",
    ];
    for entry in unclear {
        let said = used(&[("HTTPS_PROXY", "proxy.example"), ("no_proxy", &format!("localhost,,{entry},*"))]);
        assert!(said.starts_with("no_proxy cannot be used: its entry 2 is neither"), "{entry}: {said}");
        assert!(!said.contains("hunter2"), "{said}");
        let told = told(variables(&[("NO_PROXY", &format!("localhost,{entry}"))]));
        assert_eq!(told, ["NO_PROXY=localhost,(not understood)"]);
    }
}
