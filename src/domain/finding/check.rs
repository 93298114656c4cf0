//! The checks by name.

use std::fmt;

/// How bad a finding is, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A contradiction, or something wrong.
    Error,
    /// Worth a look.
    Warning,
    /// Good to know.
    Information,
}

impl Severity {
    /// The word shown.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// Declares the checks with their ids.
macro_rules! checks {
    ($($(#[$doc:meta])* $variant:ident = $id:literal),+ $(,)?) => {
        /// A check. Its id is stable: reports and filters use it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check { $($(#[$doc])* $variant),+ }

        impl Check {
            /// All of them, in the order in which equally bad findings are listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its id.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }
        }
    };
}

checks! {
    /// Something keeps every message of the case back.
    Held = "held",
    /// The shares of a business do not add up to 100 %.
    OwnSum = "own-sum",
    /// A share is outside 0 to 100 %, or no number.
    OwnRange = "own-range",
    /// An owner at or above the threshold is not approved.
    UboThreshold = "ubo-threshold",
    /// Nobody reaches the threshold.
    NoUbo = "no-ubo",
    /// A party is rejected and nothing is asked of it.
    PartyRejectedNoRfi = "party-rejected-no-rfi",
    /// A party is rejected and nothing says why.
    PartyRejectedNoReason = "party-rejected-no-reason",
    /// A party is approved, yet something is refused or asked of it.
    PartyApprovedOpen = "party-approved-open",
    /// A request is about a party the case does not have.
    RfiUnknownParty = "rfi-unknown-party",
    /// A rejection is about a party the case does not have.
    ReasonUnknownParty = "reason-unknown-party",
    /// Action is required but nothing is asked, or a request asks for nothing.
    RfiEmpty = "rfi-empty",
    /// An approved case has an open request.
    RfiOnApproved = "rfi-on-approved",
    /// A request is open in a status in which none is expected.
    StatusVsRfi = "status-vs-rfi",
    /// A refused document that no request is known to match.
    DocWithoutAsk = "doc-without-ask",
    /// An ask for a better document, where none of its kind was refused.
    AskWithoutDoc = "ask-without-doc",
    /// Fewer asks than refused documents.
    AskCount = "ask-count",
    /// Labels without any text.
    RejectionNoComment = "rejection-no-comment",
    /// Text without any label.
    CommentNoLabel = "comment-no-label",
    /// A label on a subject that none of its documents carries.
    LabelOrphan = "label-orphan",
    /// A label that the catalogue does not know.
    LabelUnknown = "label-unknown",
    /// A label that tends to be final, beside an open request.
    LabelMixed = "label-mixed",
    /// A label that must not be quoted to a customer, and by itself holds nothing back.
    LabelSensitive = "label-sensitive",
    /// One file in several documents.
    SameFile = "same-file",
    /// A document has expired or expires too soon.
    Expiry = "expiry",
    /// Times that contradict each other or the clock.
    TimeOrder = "time-order",
    /// It is our move, and the case has been idle for long.
    StaleWait = "stale-wait",
    /// The case is with Fin for longer than Fin aims at.
    StaleFin = "stale-fin",
    /// Two parties share an id or an e-mail.
    DupParty = "dup-party",
    /// Only the company, or only parties, hold the case up.
    BlockedOnlyBy = "blocked-only-by",
    /// A rejected party for whom Fin gave no sentence to pass on.
    UnsafeSilence = "unsafe-silence",
    /// A name or e-mail mixes scripts that look alike, or hides characters.
    NameMixedScript = "name-mixed-script",
    /// Something in the reply could not be read.
    UnreadableField = "unreadable-field",
    /// Something in the reply is not known to this build.
    UnknownValue = "unknown-value",
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
