use super::*;

#[test]
fn nothing_holds_a_quiet_case() {
    use crate::domain::sample::case;
    let precautions = Precautions::of(&case("c1"), &crate::catalogue::glossary());
    assert_eq!(precautions, Precautions::default());
}
