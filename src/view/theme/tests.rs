use super::*;

/// The least contrast of text, of what is not read, and of all text where contrast is the point (WCAG 2, 1.4.3, 1.4.11
/// and 1.4.6).
const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;
const ENHANCED: f64 = 7.0;

const TONES: [Tone; 8] =
    [Tone::Plain, Tone::Dim, Tone::Strong, Tone::Code, Tone::Good, Tone::Waiting, Tone::Warn, Tone::Bad];

#[test]
fn the_shipped_themes_parse() {
    for (name, text) in SHIPPED {
        assert_eq!(Theme::parse(text).map(|_| ()), Ok(()), "{name}");
    }
    assert_eq!(SHIPPED.map(|(name, _)| name), Theme::NAMES);
    assert_eq!(Theme::named("mauve"), None);
}

#[test]
fn monochrome_names_no_colour() {
    // crossterm 0.29 takes reverse video away with every change of colour under NO_COLOR.
    let looks = format!("{:?}", Theme::monochrome().looks);
    assert!(!looks.contains(".fg(") && !looks.contains(".bg("), "{looks}");
    let wanted = Style::new().add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM);
    assert_eq!(Theme::monochrome().selection(true), wanted);
}

#[test]
fn production_is_louder_than_a_stranger_is_louder_than_the_sandbox() {
    for name in Theme::NAMES {
        let theme = Theme::named(name).unwrap();
        let [calm, careful, loud] = [Tone::Good, Tone::Warn, Tone::Bad].map(|tone| theme.environment(tone));
        assert!(calm != careful && careful != loud && calm != loud, "{name}");
    }
}

#[test]
fn an_unusable_theme_says_where_and_why() {
    let table = [
        (TERMINAL.replace("\"cyan\"", "\"mauve\""), "fg is a colour, in quotes, as in \"red\", \"208\" or \"#d08770\""),
        (TERMINAL.replace("\"dim\"", "\"blinking\""), "a modifier is one of bold, dim, italic, underlined, reversed"),
        (TERMINAL.replace("warn = ", "warm = "), "unknown name `warm`; did you mean `warn`?"),
        (TERMINAL.replace("[title]", "[titel]"), "unknown name `titel`; did you mean `title`?"),
    ];
    for (text, why) in table {
        let fault = Theme::parse(&text).unwrap_err();
        assert!(fault.at > 0 && fault.what == why, "{fault}");
    }
    let missing = TERMINAL.replace("warn = { fg = \"yellow\" }\n", "");
    let fault = Theme::parse(&missing).unwrap_err();
    assert_eq!((Some(fault.at), fault.what.as_str()), (missing.find("[tones]"), "warn is missing here"));
    assert_eq!(Theme::parse("").unwrap_err().what, "tones is missing here");
}

/// Red, green and blue of a colour that is the same on every terminal: the sixteen may be anything.
fn fixed(color: Color) -> Option<[u8; 3]> {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match color {
        Color::Rgb(red, green, blue) => Some([red, green, blue]),
        Color::Indexed(grey @ 232..) => Some([8 + 10 * (grey - 232); 3]),
        Color::Indexed(cube @ 16..) => Some([(cube - 16) / 36, (cube - 16) / 6 % 6, (cube - 16) % 6].map(level)),
        _ => None,
    }
}

/// Relative luminance, as WCAG 2 defines it.
fn luminance(color: Color) -> f64 {
    let channels = fixed(color).unwrap_or_else(|| panic!("{color} differs from terminal to terminal"));
    let [red, green, blue] = channels.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(style: Style) -> f64 {
    let (fg, bg) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap()));
    let (fg, bg) = if style.add_modifier.contains(Modifier::REVERSED) { (bg, fg) } else { (fg, bg) };
    (fg.max(bg) + 0.05) / (fg.min(bg) + 0.05)
}

/// Every look of a theme that has colours of its own, over the theme's own ground, with the contrast it must have.
fn looks(theme: &Theme, text: f64) -> Vec<(String, Style, f64)> {
    let ground = theme.tone(Tone::Plain);
    let over = |style: Style| ground.patch(style);
    let mut looks: Vec<_> = TONES.map(|tone| (format!("{tone:?}"), over(theme.tone(tone)), text)).into();
    for focused in [true, false] {
        looks.push((format!("title {focused}"), over(theme.title(focused)), text));
        looks.push((format!("border {focused}"), over(theme.border(focused)), SHAPE));
        // The selection is laid over a row whose words keep their tones, unless it names its own.
        looks.extend(TONES.map(|tone| {
            let row = over(theme.tone(tone)).patch(theme.selection(focused));
            (format!("{tone:?} selected {focused}"), row, text)
        }));
    }
    let words = [Tone::Good, Tone::Warn, Tone::Bad];
    looks.extend(words.map(|tone| (format!("environment {tone:?}"), over(theme.environment(tone)), text)));
    looks
}

#[test]
fn everything_can_be_read_in_the_themes_with_colours_of_their_own() {
    for (name, text) in [("dark", TEXT), ("light", TEXT), ("high-contrast", ENHANCED)] {
        let theme = Theme::named(name).unwrap();
        for (what, style, least) in looks(&theme, text) {
            let found = contrast(style);
            assert!(found >= least, "{name}: {what} has {found:.1}, {least} is the least: {style:?}");
            assert!(!style.add_modifier.contains(Modifier::DIM), "{name}: {what} is dimmed as the terminal likes");
        }
    }
}
