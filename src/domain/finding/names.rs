//! Names and e-mails that are not what they seem.

use crate::domain::customer::Name;
use crate::domain::fact::Fact;
use crate::domain::key::{Item, Subject};
use crate::domain::mask::{Mask, Personal};
use crate::domain::text::{SafeText, shows_escape};

use super::{Check, Found, Look, Severity};

pub(super) fn check(look: &Look<'_>, found: &mut Found) {
    let case = look.case;
    let company = &Subject::Company;
    match &case.profile.name {
        Name::Business(name) => {
            judge(look, name.given(), Item::Fact("business_name"), ("name", company), found);
        }
        Name::Individual { first, last } => {
            for (part, name) in [(first, "first_name"), (last, "last_name")] {
                judge(look, shown(part).as_ref(), Item::Fact(name), ("name", company), found);
            }
        }
    }
    judge(look, shown(&case.profile.email).as_ref(), Item::Fact("email"), ("e-mail", company), found);
    for party in case.parties.items() {
        let whose = Subject::Party(party.key.clone());
        let item = Item::PartyFact(party.key.clone(), "email");
        judge(look, shown(&party.email).as_ref(), item, ("e-mail", &whose), found);
    }
}

fn shown(value: &Fact<Personal>) -> Option<SafeText> {
    value.given().map(|value| value.show(Mask::Off))
}

fn judge(look: &Look<'_>, text: Option<&SafeText>, item: Item, (what, whose): (&str, &Subject), found: &mut Found) {
    let Some(text) = text else { return };
    let fault = if shows_escape(text) {
        "hides characters"
    } else if mixes_scripts(text.as_str()) {
        "mixes letters of scripts that look alike in one word"
    } else {
        return;
    };
    let sentence = look.say(|names| format!("The {what} of {} {fault}.", names.of(whose)));
    found.tell(Check::NameMixedScript, Severity::Warning, item, sentence);
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
}

/// Whether a word has letters of two of these scripts, one of which passes for a letter of the other.
fn mixes_scripts(text: &str) -> bool {
    // An accent may stand as a mark of its own behind its letter.
    let is_of_word = |c: char| script(c).is_some() || matches!(c, '\u{300}'..='\u{36f}');
    text.split(|c| !is_of_word(c)).any(|word| {
        let mut scripts = word.chars().filter_map(script);
        let first = scripts.next();
        scripts.any(|script| Some(script) != first) && word.chars().any(is_look_alike)
    })
}

const fn script(c: char) -> Option<Script> {
    match c {
        'A'..='Z'
        | 'a'..='z'
        | '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{24f}'
        | '\u{1e00}'..='\u{1eff}' => Some(Script::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::Greek),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        _ => None,
    }
}

/// Whether a Greek or Cyrillic letter is drawn as a Latin one.
const fn is_look_alike(c: char) -> bool {
    matches!(
        c,
        // Greek
        'Α' | 'Β' | 'Ε' | 'Ζ' | 'Η' | 'Ι' | 'Κ' | 'Μ' | 'Ν' | 'Ο' | 'Ρ' | 'Τ' | 'Υ' | 'Χ' | 'Ϲ' | 'Ϳ'
            | 'α' | 'γ' | 'ι' | 'κ' | 'ν' | 'ο' | 'ρ' | 'τ' | 'υ' | 'χ' | 'ϲ' | 'ϳ'
            // Cyrillic
            | 'А' | 'В' | 'Е' | 'К' | 'М' | 'Н' | 'О' | 'Р' | 'С' | 'Т' | 'У' | 'Х' | 'Ѕ' | 'І' | 'Ї' | 'Ј' | 'Ү' | 'Ӏ'
            | 'Ԁ' | 'Ԛ' | 'Ԝ' | 'Ё' | 'а' | 'в' | 'е' | 'к' | 'м' | 'н' | 'о' | 'р' | 'с' | 'т' | 'у' | 'х' | 'ѕ' | 'і'
            | 'ї' | 'ј' | 'һ' | 'ӏ' | 'ԁ' | 'ԛ' | 'ԝ' | 'ё' | 'ь' | 'г' | 'п' | 'ү'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_look_alikes_within_one_word_count() {
        for mixed in [
            "\u{410}pple",
            "\u{410}\u{301}pple",
            "Amber Bas\u{430}lt Ltd",
            "pay\u{3bf}ut@corp.example",
            "\u{421}\u{3bf}balt",
        ] {
            assert!(mixes_scripts(mixed), "{mixed}");
        }
        let plain = [
            "Amber Basalt Ltd",
            "ООО Ромашка",
            "Ромашка Ltd",
            "Société Générale",
            "Alpha Ω",
            "Яndex",
            "株式会社 Nova",
            "ΑΒΓ",
            "",
        ];
        for plain in plain {
            assert!(!mixes_scripts(plain), "{plain}");
        }
    }
}
