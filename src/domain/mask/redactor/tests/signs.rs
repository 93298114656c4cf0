//! Signs that touch a name or part a number, and letters that are written as signs.

use super::spelling::{assert_hides, person};
use super::*;

#[test]
fn a_sign_that_touches_a_name_shows_nothing_of_it() {
    let redactor = person("Jane", "Ek", "x@example.com", "1");
    let signs: Vec<char> = ('\u{fe00}'..='\u{fe0f}')
        .chain('\u{20dd}'..='\u{20e4}')
        .chain("\u{e0100}\u{e01ef}\u{3099}\u{309b}\u{309a}ー〱々™℠№℡㏂ªºᵀˢ②½".chars())
        // Marks and vowels of other scripts.
        .chain("\u{e31}\u{93e}\u{903}\u{94d}\u{e48}\u{102c}\u{1161}\u{11a8}\u{488}\u{64b}".chars())
        .collect();
    for sign in signs {
        let texts =
            [format!("ask Jane{sign}"), format!("Jane{sign}Ek"), format!("JANE{sign}, then"), format!("{sign}Jane")];
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_hides(&redactor, &texts, &["jane"]);
    }
    let apart = ["ʲᵃⁿᵉ", "Ⓙⓐⓝⓔ", "Ja\u{fe0f}ne", "J\u{20dd}a\u{20dd}n\u{20dd}e\u{20dd}"];
    assert_hides(&redactor, &apart, &["jane", "ne"]);
    let marked = person("葛\u{e0101}城", "Smith\u{fe0f}", "x@example.com", "1");
    assert_hides(&marked, &["葛城", "葛\u{e0100}城", "Smith™"], &["葛", "smith"]);
    for text in ["Janet™", "№Janet", "Trojane\u{fe0f}"] {
        assert_eq!(covered(&redactor, text), text);
    }
}

#[test]
fn marks_of_its_own_script_make_another_word() {
    let redactor = person("राम", "กาน", "x@example.com", "1");
    for text in ["रामा", "राम्य", "กานี่"] {
        assert_eq!(covered(&redactor, text), text);
    }
    assert_hides(&redactor, &["राम", "राम।", "กาน"], &["राम", "กาน"]);
}

#[test]
fn an_apostrophe_may_be_a_letter() {
    for name in ["O'Brien", "OʼBrien", "O’Brien", "OʻBrien", "O`Brien"] {
        let redactor = person("Kaʻiulani", name, "x@example.com", "1");
        let texts = [
            "O'Brien",
            "O’Brien",
            "OʼBrien",
            "OBRIEN",
            "Brien",
            "oʻbrien",
            "O Brien",
            "Brienʼs",
            "ʼBrien",
            "Oʼbrien™",
            "Kaiulani",
            "Kaʻiulani",
            "Ka'iulani",
            "KA‘IULANI",
            "iulani",
        ];
        assert_hides(&redactor, &texts, &["brien", "iulani"]);
    }
    let redactor = person("Jane", "Ek", "jo.oʼshea@example.com", "1");
    let texts = ["Janeʼs", "ʼJane", "ʻJane", "Janeˈ", "ˈJane", "Janeʹ", "Janeʾ", "Jane׳s", "Janeꞌ", "shea"];
    assert_hides(&redactor, &texts, &["jane", "shea"]);
}

#[test]
fn arabic_letters_are_those_of_any_keyboard() {
    let redactor = person("علی", "کریمی", "x@example.com", "1");
    assert_hides(&redactor, &["علي", "كريمي", "علی کریمی", "على كريمى", "وعلي"], &["علي", "كريمي"]);
    let redactor = person("فاطمة", "الهاشمي", "x@example.com", "1");
    assert_hides(&redactor, &["فاطمه", "فاطمہ", "الهاشمى", "فاطمة الهاشمی"], &["فاطمة", "الهاشمي"]);
}

#[test]
fn a_number_is_hidden_however_its_groups_are_parted() {
    let redactor = person("Bo", "Ek", "x@example.com", "+49 170 1234567");
    let between = ["~", ":", ",", "*", "\t", "\n", "--", ";", " -- ", " : ", ", ", "；", "：", " ~ ", "\u{b}", "''"];
    for between in between {
        for text in [format!("call 0170{between}1234567."), format!("+49{between}170{between}123{between}4567")] {
            assert_hides(&redactor, &[&text, SafeText::line(&text).as_str()], &["170", "123", "4567"]);
        }
    }
    assert_hides(&redactor, &["𞥐𞥑𞥗𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗", "𑁦𑁧𑁭𑁦𑁧𑁨𑁩𑁪𑁫𑁬𑁭"], &["1234567"]);
    let redactor = person("Bo", "Ek", "x@example.com", "170 1234567");
    for text in ["170 | 123", "on 1.7., 01234", "170 ------ 1234568"] {
        assert_eq!(covered(&redactor, text), text);
    }
}

#[test]
fn a_letter_that_is_a_name_leaves_other_words_readable() {
    let redactor = person("明", "王", "x@example.com", "1");
    for text in ["证明文件", "国王", "明天证明", "说明书", "王国"] {
        assert_eq!(covered(&redactor, text), text);
    }
    let texts =
        ["王明", "明王", "持有人王明已过期", "王 明", "王・明", "王先生", "王某", "Mr 王", "(王)", "王", "老王说"];
    assert_hides(&redactor, &texts, &["王", "明"]);
    let redactor = person("太郎", "田中", "x@example.com", "1");
    for text in ["田", "水田", "中国", "太い", "郎"] {
        assert_eq!(covered(&redactor, text), text);
    }
    assert_hides(&redactor, &["田中さん", "太郎の旅券", "㈱田中", "田中太郎は"], &["田中", "太郎"]);
    let redactor = person("민수", "김", "x@example.com", "1");
    assert_eq!(covered(&redactor, "김치와 김밥"), "김치와 김밥");
    assert_hides(&redactor, &["김씨", "김 대표", "김민수는", "김"], &["김", "민수"]);
    let party = |fields: Value| Redactor::of(&case(&json!({"customer_id": "c1f0-9", "associated_parties": [fields]})));
    let one = party(json!({"id": "p1", "full_name": "王明"}));
    let two = party(json!({"id": "p1", "first_name": "明", "last_name": "王"}));
    let below = party(json!({"id": "p1", "name": {"given": "明", "family": "王"}}));
    for redactor in [one, two, below] {
        for (text, shown) in
            [("国王的证明", "国王的证明"), ("王明的证明", "Party p1的证明"), ("明王, 王女士", "Party p1, Party p1")]
        {
            assert_eq!(covered(&redactor, text), shown);
        }
    }
}

#[test]
fn an_initial_joined_to_a_last_name_is_part_of_it() {
    let redactor = person("Hans", "Meyer", "x@example.com", "1");
    assert_hides(&redactor, &["HMeyer", "meyerh", "hmeyer2", "MEYERH", "scan_hmeyer.pdf"], &["meyer"]);
    assert_hides(&person("Wei", "Zhang", "x@example.com", "1"), &["WZhang", "zhangw"], &["zhang"]);
    assert_hides(&person("Bo", "de la Cruz", "x@example.com", "1"), &["bcruz", "CruzB"], &["cruz"]);
    let party = json!({"customer_id": "c1", "associated_parties": [{"id": "p1", "full_name": "Jane Smith"}]});
    assert_eq!(covered(&Redactor::of(&case(&party)), "jsmith, smithj"), "Party p1, Party p1");
    for text in ["Ameyer", "meyera", "HMeyersx", "ohmeyer"] {
        assert_eq!(covered(&redactor, text), text);
    }
    assert_eq!(covered(&person("Hu", "Lin", "x@example.com", "1"), "hlin linh"), "hlin linh", "too short");
}

#[test]
fn names_within_names_cost_no_more_than_the_text() {
    let party = |count: usize, letter: &str| {
        let (name, parted) = ("a".repeat(count + 3), format!("{}-a@x.example", "a".repeat(count + 4)));
        json!({"id": format!("p{count}{letter}"), "name": format!("{name}{letter}"), "email": parted})
    };
    let parties: Vec<Value> = (0..400).flat_map(|count| [party(count, ""), party(count, "B")]).collect();
    let redactor = Redactor::of(&case(&json!({"customer_id": "c1f0-9", "associated_parties": parties})));
    let began = std::time::Instant::now();
    for piece in ["a", "aa ", "a a", "aaA", "a-", "aé"] {
        drop(redactor.text(&SafeText::block(&piece.repeat(40_000 / piece.chars().count()))));
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
    for text in ["aaaaaa", "aaaaaaaab", "aaa", "AAAAA-a"] {
        assert!(covered(&redactor, text).starts_with("Party p"), "{text}");
    }
    assert_eq!(covered(&redactor, "aa"), "aa");
}
