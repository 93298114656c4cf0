//! Names, addresses and numbers in other scripts and in other spellings.

use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::domain::fold::{folded, is_accent};

pub(super) fn person(first: &str, last: &str, email: &str, phone: &str) -> Redactor {
    Redactor::of(&case(&json!({"customer_id": "c1f0-9", "type": "INDIVIDUAL", "first_name": first, "last_name": last,
        "email": email, "phone": phone})))
}

/// Fails where one of these pieces can still be read in a text that was covered.
#[track_caller]
pub(super) fn assert_hides(redactor: &Redactor, texts: &[&str], pieces: &[&str]) {
    for text in texts {
        let shown = covered(redactor, text);
        for piece in pieces {
            assert!(!folded(&shown).contains(&*folded(piece)), "{piece} of {text} in {shown}");
        }
        assert!(shown.contains("Customer c1f0-9"), "{text}");
    }
}

#[test]
fn a_name_is_hidden_in_text_without_blanks_and_in_either_order() {
    let latin = person("Wei", "Zhang", "wz@example.com", "+8801700000000");
    let texts = [
        "护照持有人Wei Zhang已过期",
        "WeiZhang",
        "ZhangWei",
        "zhangwei的护照",
        "ZHANG WEI",
        "パスポートのWeiさん",
        "zhang\u{a0}wei",
        "ZhangさんWeiさん",
        "여권Zhang이",
        "Wei\u{200b}Zhang",
    ];
    assert_hides(&latin, &texts, &["wei", "zhang"]);
    let han = person("偉", "張", "wz@example.com", "+8801700000000");
    assert_hides(&han, &["護照持有人張偉已過期", "偉張", "張 偉", "張先生", "Mr張"], &["張", "偉"]);
    let whole = Redactor::of(&case(&json!({"customer_id": "c1f0-9", "associated_parties": [
        {"id": "p1", "full_name": "張小明"}, {"id": "p2", "full_name": "Jane Marie Smith-Ng"}]})));
    for text in ["張小明", "小明先生", "小明張", "janesmith", "SmithJane", "NG-SMITH", "Marie"] {
        let shown = folded(&covered(&whole, text)).into_owned();
        let pieces = ["張", "小明", "jane", "smith", "marie"];
        assert!(!pieces.iter().any(|piece| shown.contains(piece)), "{text}: {shown}");
    }
    assert_hides(
        &person("민수", "김", "k@example.com", "1"),
        &["여권 소지자 김민수는", "민수김", "김 민수"],
        &["민수", "김"],
    );
    assert_hides(
        &person("สมชาย", "ใจดี", "k@example.com", "1"),
        &["หนังสือเดินทางของสมชายใจดีหมดอายุ", "ใจดีสมชาย"],
        &["สมชาย", "ใจดี"],
    );
    assert_hides(
        &person("タロウ", "タナカ", "k@example.com", "1"),
        &["たなかたろうの旅券", "ﾀﾅｶ･ﾀﾛｳ", "タナカさん"],
        &["たなか", "たろう"],
    );
    assert_hides(
        &person("أحمد", "منصور", "k@example.com", "1"),
        &["جواز احمد منصور", "لأَحْمَد", "ومنصور"],
        &["احمد", "منصور"],
    );
}

#[test]
fn a_name_is_hidden_whatever_its_hyphens_and_accents() {
    let redactor = person("Ana", "Müller-Lüdenscheidt", "a@example.com", "+8801700000000");
    let mut texts: Vec<String> = "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212} -"
        .chars()
        .flat_map(|dash| [format!("Müller{dash}Lüdenscheidt"), format!("MULLER{dash}LUDENSCHEIDT")])
        .collect();
    texts.extend(
        [
            "Lüdenscheidt",
            "Ludenscheidt",
            "Muller",
            "Mu\u{308}llerLu\u{308}denscheidt",
            "Mueller-Luedenscheidt",
            "MÜLLER",
            "Luedenscheidt",
            "Mü\u{ad}ller",
            "Lu\u{308}denscheidt",
        ]
        .map(str::to_owned),
    );
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert_hides(&redactor, &texts, &["muller", "mueller", "ludenscheidt", "luedenscheidt"]);
    let other = person("Łukasz", "O'Neil", "l@example.com", "1");
    assert_hides(&other, &["Lukasz", "ONeil", "O’Neil", "Neil", "O Neil", "ŁUKASZ"], &["lukasz", "neil"]);
    assert_hides(&person("Bo", "Mueller", "l@example.com", "1"), &["Müller", "MULLER"], &["muller"]);
    let marks = format!("Ja{}ne Do\u{308}e", "\u{301}".repeat(20));
    assert_hides(&person("Jane", "Döe", "l@example.com", "1"), &[&marks], &["jane", "doe", "ne"]);
}

#[test]
fn an_address_and_a_number_are_hidden_in_any_form() {
    let redactor = person("Bo", "Ek", "rené.müller@mail.example", "+49 170 1234567");
    let texts = [
        "rene\u{301}.mu\u{308}ller@mail.example",
        "RENÉ.MÜLLER＠MAIL.EXAMPLE",
        "rene.muller",
        "rené\\u{200b}.müller@mail.example",
    ];
    assert_hides(&redactor, &texts, &["ren", "ller"]);
    let stranger = covered(&redactor, "ask zo\u{e9}.ko\u{308}nig@post.example or zoe\u{301}\u{2010}x＠post.example!");
    assert_eq!(stranger, "ask •••@••• or •••@•••!");
    let texts = [
        "+49\u{a0}170\u{a0}1234567",
        "0170\u{202f}123\u{202f}45\u{202f}67",
        "+49\u{2012}170\u{2012}1234567",
        "+49\u{2010}170\u{2212}1234567",
        "＋４９ １７０ １２３４５６７",
        "٠١٧٠ ١٢٣٤٥٦٧",
        "+४९ १७० १२३४५६७",
        "170\u{b7}123\u{b7}4567",
        "\u{202a}+49 170\u{200b} 1234567\u{202c}",
    ];
    assert_hides(&redactor, &texts, &["170", "123", "4567"]);
}

#[test]
fn what_is_left_of_a_name_that_was_cut_is_hidden() {
    let redactor = person("José María", "García López", "jmgl@example.com", "+1 415 555 2671");
    let texts = [
        "label josemariagarci…",
        "label José María Garc…",
        "JOSEMARIA…",
        "Lope…",
        "josemariagarcia",
        "J o s é",
        "López' and Garcías",
    ];
    assert_hides(&redactor, &texts, &["jos", "maria", "garc", "lope", "j o s e"]);
    assert_hides(&redactor, &["call 415 555 …", "+1 415 55…", "(415) 555-…"], &["415", "55"]);
    for text in ["joke… jot… 2026…", "the last one … and more", "… (+12 characters)"] {
        assert_eq!(covered(&redactor, text), text);
    }
}

#[test]
fn other_words_stay_readable() {
    let redactor = person("Isin", "Coop", "b.li@example.com", "+8801700000000");
    for text in [
        "What is in the co-operative? Publicly possible; is-informed.",
        "Party 2e71 · 60 % owns Winter Coopers GmbH, 株式会社, 2026-05-04T12:44:42Z",
        "PROOF_OF_IDENTITY · IS_IN_REVIEW, 170-000",
    ] {
        assert_eq!(covered(&redactor, text), text);
    }
    let redactor = person("Ju", "van der Berg", "v@example.com", "1");
    assert_eq!(covered(&redactor, "the van der documents; July, judge"), "the van der documents; July, judge");
}

#[test]
fn long_texts_are_gone_through_once() {
    let redactor = person("Wei", "Zhang", "wei.zhang@mail.example", "+8801700000000");
    let began = std::time::Instant::now();
    for piece in ["W e…", "zhangwei", "…", "ü\u{308}", "张", "1 7 0 ", "@", "-", "\\u{200b}"] {
        let text = SafeText::block(&piece.repeat(600_000 / piece.chars().count()));
        drop(redactor.text(&text));
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
}

/// A first and a last name in one of eight scripts.
fn names() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        ("[A-Z][a-zéüñø]{3,8}", "[A-Z][a-zéüñø]{3,8}(-[A-Z][a-zéüñø]{3,8})?"),
        ("[А-ИК-Я][а-яё]{3,8}", "[А-ИК-Я][а-яё]{3,8}"),
        ("[Α-Ρ][α-ωάέ]{3,8}", "[Α-Ρ][α-ωάέ]{3,8}"),
        ("[ابتجحدرزسشصطعغفقكلمنهوي]{3,7}", "[ابتجحدرزسشصطعغفقكلمنهوي]{3,7}"),
        ("[一-龥]{1,2}", "[一-龥]"),
        ("[ァ-ヴ]{2,4}", "[ァ-ヴ]{2,4}"),
        ("[가-힣]{1,2}", "[가-힣]"),
        ("([ก-ฮ][ิีึืุู]?){3,5}", "([ก-ฮ][ิีึืุู]?){3,5}"),
    ]
}

fn respelt(name: &str, way: usize) -> String {
    match way {
        0 => name.to_uppercase(),
        1 => name.to_lowercase(),
        2 => name.nfd().collect(),
        3 => name.nfkd().filter(|c| !is_accent(*c)).nfc().collect(),
        4 => folded(name).into_owned(),
        5 => name.replace('-', "\u{2011}"),
        6 => name.replace('-', " "),
        _ => name.to_owned(),
    }
}

proptest! {
    #[test]
    fn no_piece_of_a_name_stays((first, last) in names(), ways in (0..8_usize, 0..8_usize), between in 0..8_usize,
                                around in 0..3_usize, turned in any::<bool>()) {
        let redactor = person(&first, &last, "x@example.com", "1");
        let between = ["", " ", "\u{a0}", "-", "\u{2013}", ", ", "・", "_"][between];
        let (one, two) = (respelt(&first, ways.0), respelt(&last, ways.1));
        let name = if turned { format!("{two}{between}{one}") } else { format!("{one}{between}{two}") };
        let text = [format!("({name})"), format!("护照持有人{name}已过期"), format!("旅券の{name}は2026年")][around].clone();
        let plain = |text: &str| folded(text).nfc().collect::<String>();
        let shown = plain(&covered(&redactor, &text));
        for piece in last.split('-').chain([&*first]) {
            prop_assume!(!"customer c1f0-9 2026".contains(&plain(piece)));
            prop_assert!(!shown.contains(&plain(piece)), "{piece} of {text} in {shown}");
        }
    }
}
