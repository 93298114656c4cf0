//! What a saved document is wrapped in: the head of an HTTP response, gzip, another encoding of text. Each layer is taken
//! off, or what the file is gets named where it cannot be.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};

use flate2::read::MultiGzDecoder;

use crate::domain::failure::{Failure, FailureKind};

use super::parse::not_understood;
use super::recognise::WANTED;

/// Most bytes of a saved file, and of what is packed in it.
pub const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// As many layers are taken off: a packed response in UTF-16, packed again, has four.
const MOST_LAYERS: usize = 4;

/// The order of the two bytes of a UTF-16 unit.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

/// What lies around a document.
enum Layer {
    Gzip,
    /// UTF-16, behind so many bytes of a mark.
    Utf16(Order, usize),
    Response,
}

/// The document in a file, in UTF-8 as far as it is text.
pub(super) fn unwrapped(file: &[u8]) -> Result<Cow<'_, [u8]>, Failure> {
    let mut content = Cow::Borrowed(file);
    for _ in 0..MOST_LAYERS {
        content = match layer(&content) {
            None => break,
            Some(Layer::Gzip) => Cow::Owned(unpacked(&content)?),
            Some(Layer::Utf16(order, mark)) => Cow::Owned(from_utf16(content.get(mark..).unwrap_or_default(), order)?),
            Some(Layer::Response) => {
                let length = body(&content)?.len();
                let start = content.len() - length;
                match content {
                    Cow::Borrowed(content) => Cow::Borrowed(content.get(start..).unwrap_or_default()),
                    Cow::Owned(mut content) => Cow::Owned(content.split_off(start)),
                }
            }
        };
        if content.len() > LARGEST_FILE {
            return Err(Failure::saying(FailureKind::TooLarge, "what is packed in it is larger than 64 MiB"));
        }
    }
    match foreign(&content) {
        Some(what) => Err(is(what)),
        None => Ok(content),
    }
}

fn is(what: &str) -> Failure {
    not_understood(&format!("this is {what}, not customer details; {WANTED}"))
}

fn layer(content: &[u8]) -> Option<Layer> {
    match content {
        [0x1f, 0x8b, ..] => Some(Layer::Gzip),
        // UTF-32 begins alike, and is named further on.
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, ..] => Some(Layer::Utf16(Order::Little, 2)),
        [0xfe, 0xff, ..] => Some(Layer::Utf16(Order::Big, 2)),
        // Without a mark: what is wanted begins with ASCII.
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(Layer::Utf16(Order::Little, 0)),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(Layer::Utf16(Order::Big, 0)),
        _ if is_head(content) => Some(Layer::Response),
        _ => None,
    }
}

/// Whether the head of a response stands here, behind a mark or not.
fn is_head(content: &[u8]) -> bool {
    without_mark(content).strip_prefix(b"HTTP/").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit))
}

fn without_mark(content: &[u8]) -> &[u8] {
    content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content)
}

fn unpacked(gzip: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    // One more than is taken, so that too much is seen.
    let read = MultiGzDecoder::new(gzip).take(LARGEST_FILE as u64 + 1).read_to_end(&mut content);
    read.map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => not_understood("this is a gzip file that is cut off; save it again"),
        _ => not_understood("this is a gzip file that is damaged; save it again"),
    })?;
    Ok(content)
}

/// Half a pair becomes U+FFFD, as it does in JSON: one odd character hides no case.
fn from_utf16(text: &[u8], order: Order) -> Result<Vec<u8>, Failure> {
    let (units, rest) = text.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(not_understood("this is text in UTF-16 that is cut off within a character; save it again"));
    }
    let unit = |bytes: &[u8; 2]| match order {
        Order::Little => u16::from_le_bytes(*bytes),
        Order::Big => u16::from_be_bytes(*bytes),
    };
    let text = char::decode_utf16(units.iter().map(unit)).map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER));
    Ok(text.collect::<String>().into_bytes())
}

/// What follows the head of a response; of several heads, as a redirect, a proxy or an early answer leaves them, the last.
fn body(content: &[u8]) -> Result<&[u8], Failure> {
    let (mut rest, mut head) = (content, String::new());
    while is_head(rest) {
        let Some(end) = end_of_head(rest) else {
            return Err(not_understood(
                "this is the head of an HTTP response, and nothing follows it; save it with its body",
            ));
        };
        let (first, others) = rest.split_at(end);
        (head, rest) = (String::from_utf8_lossy(first).to_ascii_lowercase(), others);
    }
    let begins = rest.trim_ascii_start().first();
    if begins.is_none() {
        return Err(not_understood("this is an HTTP response without a body"));
    }
    if matches!(begins, Some(b'{' | b'[')) {
        return Ok(rest);
    }
    let has = |name: &str, value: &str| {
        let header = |line: &&str| line.split_once(':').is_some_and(|(key, _)| key.trim() == name);
        head.lines().filter(header).any(|line| line.contains(value))
    };
    if has("transfer-encoding", "chunked") && is_chunk(rest) {
        return Err(not_understood("this is an HTTP response whose body is still in chunks; save it with curl"));
    }
    // Curl leaves them in the head of what it has unpacked, where the body begins as JSON does.
    if let Some(packed) = ["br", "zstd", "deflate", "compress"].into_iter().find(|how| has("content-encoding", how)) {
        let why =
            format!("this is an HTTP response packed with {packed}, which is not read here; use curl --compressed");
        return Err(not_understood(&why));
    }
    Ok(rest)
}

/// The place behind the empty line that ends a head, whatever ends its lines.
fn end_of_head(content: &[u8]) -> Option<usize> {
    let mut at = 0;
    for line in content.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() && line.ends_with(b"\n") {
            return Some(at);
        }
    }
    None
}

/// Whether a chunk begins here: its size in hexadecimal on a line of its own.
fn is_chunk(body: &[u8]) -> bool {
    let line = body.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii();
    let size = line.split(|byte| *byte == b';').next().unwrap_or_default();
    !size.is_empty() && size.iter().all(u8::is_ascii_hexdigit)
}

/// What a file is that can hold no customer.
fn foreign(content: &[u8]) -> Option<&'static str> {
    let text = without_mark(content).trim_ascii_start();
    let begins = |with: &[u8]| content.starts_with(with);
    let is_word = |word: &[u8]| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    Some(match text.first()? {
        b'{' | b'[' | b'"' => return None,
        b'<' if is_word(b"<!doctype html") || is_word(b"<html") => "an HTML page",
        b'<' => "XML or HTML",
        _ if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") => "a zip archive",
        _ if begins(b"%PDF-") => "a PDF document",
        _ if begins(b"\x28\xb5\x2f\xfd") => "a zstd archive",
        _ if begins(b"\xfd7zXZ") => "an xz archive",
        _ if begins(b"7z\xbc\xaf\x27\x1c") => "a 7z archive",
        _ if begins(b"BZh") => "a bzip2 archive",
        _ if content.get(257..262) == Some(b"ustar") => "a tar archive",
        _ if begins(b"\x89PNG") || begins(b"\xff\xd8\xff") || begins(b"GIF8") => "an image",
        _ if begins(b"\xff\xfe\0\0") || begins(b"\0\0\xfe\xff") => "text in UTF-32",
        _ if begins(b"\x1f\x8b") || is_head(content) => "something that is packed again and again",
        _ if std::str::from_utf8(content).is_err() => "no text in UTF-8 or UTF-16",
        _ => return None,
    })
}
