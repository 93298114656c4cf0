//! Saved files as curl, shells and editors leave them: with a head, packed, in another encoding, several in one.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use kyb_dash::api::convert::{self, LARGEST_FILE};
use proptest::prelude::*;

use super::{REFERENCE, REFERENCE_ID, reference};

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// UTF-16 in this order of bytes, with a mark or without.
fn utf16(content: &str, bytes: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some('\u{feff}').into_iter();
    mark.chain(content.chars()).collect::<String>().encode_utf16().flat_map(bytes).collect()
}

/// A response as it is saved with its heads.
fn response(heads: &[&str], ends: &str, body: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    for head in heads {
        file.extend(head.split('|').flat_map(|line| [line, ends].concat().into_bytes()));
        file.extend(ends.bytes());
    }
    file.extend(body);
    file
}

const OK: &str = "HTTP/1.1 200 OK|Content-Type: application/json";

#[track_caller]
fn assert_reference(what: &str, file: &[u8]) {
    let cases = convert::saved(file).unwrap_or_else(|error| panic!("{what}: {error}"));
    let ids: Vec<&str> = cases.iter().map(|case| case.as_ref().unwrap().id.as_str()).collect();
    assert_eq!(ids, [REFERENCE_ID], "{what}");
    let case = cases[0].as_ref().unwrap();
    assert_eq!((case.problems.len(), case.parties.items().len()), (0, 2), "{what}");
}

#[test]
fn what_lies_around_a_reply_is_taken_off() {
    let reply = REFERENCE.as_bytes();
    assert_reference("saved by curl -i", include_bytes!("../fixtures/saved_with_headers.txt"));
    assert_reference("saved by a shell of Windows", include_bytes!("../fixtures/saved_as_utf16.json"));
    for mark in [true, false] {
        assert_reference("little", &utf16(REFERENCE, u16::to_le_bytes, mark));
        assert_reference("big", &utf16(REFERENCE, u16::to_be_bytes, mark));
    }
    assert_reference("a mark", &[b"\xef\xbb\xbf", reply].concat());
    assert_reference("gzip", &gzip(reply));
    let (first, second) = reply.split_at(reply.len() / 2);
    assert_reference("gzip in two parts", &[gzip(first), gzip(second)].concat());
    for ends in ["\r\n", "\n"] {
        let heads: [&[&str]; 6] = [
            &[OK],
            &["HTTP/2 200"],
            &["HTTP/1.1 100 Continue", OK],
            &["HTTP/1.1 200 Connection established", "HTTP/1.1 302 Found|Location: /v2", "HTTP/2 200|x: y"],
            // What curl has put together and unpacked, under the head that the server sent.
            &["HTTP/1.1 200 OK|Transfer-Encoding: chunked"],
            &["HTTP/1.1 200 OK|Content-Encoding: br"],
        ];
        for heads in heads {
            assert_reference(&format!("{heads:?} {ends:?}"), &response(heads, ends, reply));
        }
        let packed = response(&["HTTP/1.1 200 OK|content-encoding: gzip"], ends, &gzip(reply));
        assert_reference("a head before gzip", &packed);
    }
    let with_head = String::from_utf8(response(&[OK], "\r\n", reply)).unwrap();
    assert_reference("a head in UTF-16", &utf16(&with_head, u16::to_le_bytes, true));
    assert_reference("a mark before a head", &[b"\xef\xbb\xbf", with_head.as_bytes()].concat());
    assert_reference("all of it", &gzip(&utf16(&with_head, u16::to_be_bytes, true)));
}

#[test]
fn what_cannot_be_read_is_named_in_one_sentence() {
    let packed = gzip(REFERENCE.as_bytes());
    let mut damaged = packed.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0);
    let cut = |bytes: &[u8], less: usize| bytes[..bytes.len() - less].to_vec();
    let nested = (0..9).fold(REFERENCE.as_bytes().to_vec(), |content, _| gzip(&content));
    let table: Vec<(Vec<u8>, &str)> = vec![
        (cut(&packed, 9), "this is a gzip file that is cut off; save it again"),
        (packed[..5].to_vec(), "this is a gzip file that is cut off; save it again"),
        (damaged, "this is a gzip file that is damaged; save it again"),
        (nested, "this is something that is packed again and again, not customer details; "),
        (
            cut(&utf16(REFERENCE, u16::to_le_bytes, true), 1),
            "this is text in UTF-16 that is cut off within a character",
        ),
        (b"\xff\xfe\0\0{\0\0\0".to_vec(), "this is text in UTF-32, not customer details; "),
        (
            b"PK\x03\x04rest".to_vec(),
            "this is a zip archive, not customer details; what is wanted is the reply of GET /v2",
        ),
        (b"%PDF-1.7\n%\xe2\xe3".to_vec(), "this is a PDF document, not "),
        (b"\x28\xb5\x2f\xfd\x04".to_vec(), "this is a zstd archive, not "),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "this is an image, not "),
        (b"\x7fELF\x02\xff\xff".to_vec(), "this is no text in UTF-8 or UTF-16, not "),
        (b"<!DOCTYPE html><p>hunter2".to_vec(), "this is an HTML page, not "),
        (b"\n<HTML>hunter2".to_vec(), "this is an HTML page, not "),
        (b"<?xml version=\"1.0\"?>".to_vec(), "this is XML or HTML, not "),
        (response(&[OK], "\r\n", b""), "this is an HTTP response without a body"),
        (cut(&response(&[OK], "\r\n", b""), 2), "this is the head of an HTTP response, and nothing follows it"),
        (response(&["HTTP/1.1 502 Bad"], "\n", b"<html>hunter2"), "this is an HTML page, not "),
        (response(&["HTTP/2 401"], "\n", br#"{"message":"no"}"#), "this is an error reply, not "),
        (
            response(&["HTTP/1.1 200 OK|Transfer-Encoding: Chunked"], "\r\n", b"1a;x=y\r\n{\"data\":"),
            "this is an HTTP response whose body is still in chunks; save it with curl",
        ),
        (
            response(&["HTTP/1.1 200 OK|content-encoding: br"], "\r\n", b"\x1b\x0e\xf8"),
            "this is an HTTP response packed with br, which is not read here; use curl --compressed",
        ),
    ];
    for (file, said) in table {
        let error = convert::saved(&file).unwrap_err().to_string();
        assert!(error.starts_with(said) && !error.contains("hunter2"), "{said}: {error}");
        assert_eq!(error.lines().count(), 1);
    }
}

/// Faults: W5.
#[test]
fn what_is_packed_in_a_file_is_capped() {
    let bomb = gzip(&vec![b' '; LARGEST_FILE + 1]);
    assert!(bomb.len() < 1_000_000);
    let said = convert::saved(&bomb).unwrap_err().to_string();
    assert_eq!(said, "what is packed in it is larger than 64 MiB");
    let just = gzip(&[&vec![b' '; LARGEST_FILE - REFERENCE.len()], REFERENCE.as_bytes()].concat());
    assert_reference("as large as may be", &just);
    // Each of these units takes three bytes in UTF-8.
    let units = [&[0xff, 0xfe][..], &vec![0x50; LARGEST_FILE - 2]].concat();
    assert_eq!(convert::saved(&units).unwrap_err().to_string(), "what is packed in it is larger than 64 MiB");
}

fn ids(file: &str) -> Vec<Result<String, String>> {
    let cases = convert::saved(file.as_bytes()).unwrap();
    let told = |case: &Result<kyb_dash::domain::case::Case, kyb_dash::domain::failure::Failure>| match case {
        Ok(case) => Ok(case.id.to_string()),
        Err(failure) => Err(failure.said.as_ref().map(ToString::to_string).unwrap_or_default()),
    };
    cases.iter().map(told).collect()
}

#[test]
fn several_documents_in_one_file_are_read_each_by_itself() {
    let all = [Ok("a".to_owned()), Ok("b".to_owned()), Ok("c".to_owned())];
    let [a, b, c] = ["a", "b", "c"].map(|id| format!(r#"{{"data":{{"customer_id":"{id}","type":"BUSINESS"}}}}"#));
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&b).unwrap()).unwrap();
    let files = [
        format!("{a}\n{b}\n{c}"),
        format!("{a}\r\n\r\n{b}\r\n{c}\r\n"),
        format!("\u{feff}{a}\n{{\"customer_id\":\"b\",\"email\":null}}\n{c}\n"),
        format!("{a}{b}{c}"),
        format!("{a}\n{pretty}{c}\n"),
    ];
    for file in files {
        assert_eq!(ids(&file), all, "{file}");
        let packed = convert::saved(&gzip(&response(&[OK], "\n", file.as_bytes()))).unwrap();
        assert_eq!(packed.len(), 3, "{file}");
    }
    assert_eq!(ids(&format!("{a}\n{a}\n")).len(), 2, "the same twice is read twice");
    let paths = format!("{a}\n{}", reference());
    let cases = convert::saved(paths.replace("contact@fin.com\"", "contact@fin.com\",\"phone\":7").as_bytes()).unwrap();
    assert!(cases[1].as_ref().unwrap().problems.iter().all(|problem| problem.path.as_str().starts_with("[1].data.")));
}

#[test]
fn a_broken_document_costs_only_itself() {
    let [a, b] = ["a", "b"].map(|id| format!(r#"{{"customer_id":"{id}","type":"BUSINESS"}}"#));
    let (first, last) = (Ok("a".to_owned()), Ok("b".to_owned()));
    let wrong = |place: &str| Err(format!("this is not JSON: {place}"));
    let table = [
        (format!("{a}\n{{\"customer_id\": hunter2}}\n{b}\n"), vec![first.clone(), wrong("expected value at line 2 column 17"), last.clone()]),
        (format!("{a}\n\n{{\"customer_id\":\n{b}\n"), vec![first.clone(), wrong("EOF while parsing a value at line 3 column 15"), last.clone()]),
        (format!("{a}\n{b}\n{{\"customer_id\":\"c"), vec![first.clone(), last.clone(), wrong("EOF while parsing a string at line 3 column 17")]),
        (format!("{a} {{\n\"customer_id\": hunter2}}\n{b}"), vec![first.clone(), wrong("expected value at line 2 column 16")]),
        (format!("{a}\n200\n"), vec![first, Err("this is a number without a customer_id, not customer details; what is wanted is the reply of GET /v2/customers/{customer_id}".to_owned())]),
    ];
    for (file, expected) in table {
        assert_eq!(ids(&file), expected, "{file}");
    }
    let none = convert::saved(b"{\"event\":{}}\n{\"event\":{}}\n").unwrap_err().to_string();
    assert_eq!(none, "none of the 2 documents in this file is customer details; the first is a webhook event");
    let many = convert::saved("{}".repeat(200_000).as_bytes()).unwrap_err().to_string();
    assert_eq!(many, "more than 100,000 documents in one file");
    let broken = convert::saved(b"{\"customer_id\": hunter2}\n{}").unwrap_err().to_string();
    assert_eq!(broken, "this is not JSON: expected value at line 1 column 17", "the first says what the file is");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// Whatever is done to a file on its way, it is read or refused with one sentence, and quickly.
    #[test]
    fn no_file_is_too_odd(cut in 0..20_000_usize, flip in 0..20_000_usize, bit in 0_u8..8, layers in prop::collection::vec(0..4, 0..5)) {
        let mut file = REFERENCE.as_bytes().to_vec();
        for layer in layers {
            file = match layer {
                0 => gzip(&file),
                1 => utf16(&String::from_utf8_lossy(&file), u16::to_le_bytes, true),
                2 => utf16(&String::from_utf8_lossy(&file), u16::to_be_bytes, false),
                _ => response(&[OK], "\r\n", &file),
            };
        }
        if let Some(byte) = file.get_mut(flip) {
            *byte ^= 1 << bit;
        }
        file.truncate(file.len().max(1) - cut % file.len().max(1));
        if let Err(error) = convert::saved(&file) {
            prop_assert_eq!(error.to_string().lines().count(), 1);
        }
    }
}
