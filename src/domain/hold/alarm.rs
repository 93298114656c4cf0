//! The alarms by name.

/// Declares the alarms with their codes and words.
macro_rules! alarms {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $signal:literal, $words:literal;)+) => {
        /// What a sentence may speak of that no customer may learn.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Alarm { $($(#[$doc])* $variant),+ }

        impl Alarm {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its code in the table of alarms. Codes are stable.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Its code among the signals of a case.
            pub(super) const fn signal_code(self) -> &'static str {
                match self { $(Self::$variant => $signal),+ }
            }

            /// What it speaks of, to follow "speaks of".
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),+ }
            }
        }
    };
}

alarms! {
    /// A match, hit, alert or list together with sanctions, PEP, terror, watch lists or wanted people.
    Listed = "listed", "alarm_listed", "a sanctions, PEP, terror, watch or wanted list";
    /// The name of a database that people are screened against.
    Database = "screening_database", "alarm_screening_database", "a screening database";
    /// Adverse or negative media.
    AdverseMedia = "adverse_media", "alarm_adverse_media", "adverse media";
    /// Law enforcement, a court's request or order about someone, or a crime someone is charged with.
    LawEnforcement = "law_enforcement", "alarm_law_enforcement", "law enforcement, a court or a crime";
    /// A filing about suspicious activity.
    SuspicionReport = "suspicion_report", "alarm_suspicion_report", "suspicious activity or a report of it";
    /// Money or an account that is frozen or seized.
    Freeze = "freeze", "alarm_freeze", "freezing or seizing money";
    /// Something that is reported to an authority.
    Authority = "report_to_authority", "alarm_report_to_authority", "a report to an authority";
    /// That somebody must not be told or contacted.
    Silence = "silence", "alarm_silence", "not telling or contacting someone";
    /// The officer for reports of money laundering, or another who handles suspicions.
    Officer = "mlro", "alarm_mlro", "the MLRO or a financial-crime team";
    /// Suspected fraud, forgery or theft of an identity.
    Fraud = "suspected_fraud", "alarm_suspected_fraud", "suspected fraud or forgery";
    /// Suspected money laundering or financing of terrorism.
    Laundering = "suspected_laundering", "alarm_suspected_laundering", "suspected money laundering or terrorist financing";
}
