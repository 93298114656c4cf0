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

/// Declares the checks with their ids and words.
macro_rules! checks {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $words:literal),+ $(,)?) => {
        /// A check. Its id is stable: JSON has it. People read its words.
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

            /// What it finds, in a few words for people.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),+ }
            }
        }
    };
}

checks! {
    /// Something keeps every message of the case back.
    Held = "held", "held: compliance first",
    /// A request that went out is to be chased.
    ChaseDue = "chase-due", "to be chased",
    /// Something was asked or changed after a request went out.
    AskedSince = "asked-since", "asked after the request went out",
    /// A request went to contact data that is another one now.
    AddressChanged = "address-changed", "sent to contact data that changed",
    /// The shares of a business do not add up to 100 %.
    OwnSum = "own-sum", "shares do not add up",
    /// A share is outside 0 to 100 %, or no number.
    OwnRange = "own-range", "impossible share",
    /// An owner at or above the threshold is not approved.
    UboThreshold = "ubo-threshold", "owner not approved",
    /// Nobody reaches the threshold.
    NoUbo = "no-ubo", "no owner above the threshold",
    /// A party is rejected and nothing is asked of it.
    PartyRejectedNoRfi = "party-rejected-no-rfi", "rejected party, nothing asked",
    /// A party is rejected and nothing says why.
    PartyRejectedNoReason = "party-rejected-no-reason", "rejected party, no reason",
    /// A party is approved, yet something is refused or asked of it.
    PartyApprovedOpen = "party-approved-open", "approved party, something open",
    /// A request is about a party the case does not have.
    RfiUnknownParty = "rfi-unknown-party", "request about an unknown party",
    /// A rejection is about a party the case does not have.
    ReasonUnknownParty = "reason-unknown-party", "rejection of an unknown party",
    /// Action is required but nothing is asked, or a request asks for nothing.
    RfiEmpty = "rfi-empty", "request for nothing",
    /// An approved case has an open request.
    RfiOnApproved = "rfi-on-approved", "request on an approved case",
    /// A request is open in a status in which none is expected.
    StatusVsRfi = "status-vs-rfi", "request does not fit the status",
    /// A refused document that no request is known to match.
    DocWithoutAsk = "doc-without-ask", "refused, but not asked for again",
    /// An ask for a better document, where none of its kind was refused.
    AskWithoutDoc = "ask-without-doc", "asked again, but not refused",
    /// Fewer asks than refused documents.
    AskCount = "ask-count", "fewer asks than refused documents",
    /// Labels without any text.
    RejectionNoComment = "rejection-no-comment", "refusal without a comment",
    /// Text without any label.
    CommentNoLabel = "comment-no-label", "comment without a label",
    /// A label on a subject that none of its documents carries.
    LabelOrphan = "label-orphan", "label on no document",
    /// A label that the catalogue does not know.
    LabelUnknown = "label-unknown", "unknown label",
    /// A label that tends to be final, beside an open request.
    LabelMixed = "label-mixed", "final label, yet something is asked",
    /// A label that must not be quoted to a customer, and by itself holds nothing back.
    LabelSensitive = "label-sensitive", "label that must not be told",
    /// One file in several documents.
    SameFile = "same-file", "one file used several times",
    /// A document has expired or expires too soon.
    Expiry = "expiry", "expired document",
    /// Times that contradict each other or the clock.
    TimeOrder = "time-order", "times that do not fit",
    /// It is our move, and the case has been idle for long.
    StaleWait = "stale-wait", "idle for long",
    /// The case is with Fin for longer than Fin aims at.
    StaleFin = "stale-fin", "long with Fin",
    /// Two parties share an id or an e-mail.
    DupParty = "dup-party", "party listed twice",
    /// Only the company, or only parties, hold the case up.
    BlockedOnlyBy = "blocked-only-by", "only one side owes",
    /// A rejected party for whom Fin gave no sentence to pass on.
    UnsafeSilence = "unsafe-silence", "no sentence for the customer",
    /// A name or e-mail mixes scripts that look alike, or hides characters.
    NameMixedScript = "name-mixed-script", "look-alike letters",
    /// Something in the reply could not be read.
    UnreadableField = "unreadable-field", "could not be read",
    /// Something in the reply is not known to this build.
    UnknownValue = "unknown-value", "value not known here",
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
