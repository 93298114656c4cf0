//! The file as it is written: every name it may hold, each of them optional.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub environment: Option<Spanned<String>>,
    pub mask: Option<bool>,
    pub local_time: Option<bool>,
    pub mouse: Option<bool>,
    pub theme: Option<Spanned<String>>,
    pub keymap: Option<Spanned<String>>,
    pub link: Option<Spanned<String>>,
    pub reply_by_days: Option<u16>,
    pub how_to_answer: Option<Spanned<String>>,
    pub watch: Option<Vec<Spanned<String>>>,
    pub refresh: Refresh,
    pub limits: Limits,
    pub thresholds: Thresholds,
    pub environments: BTreeMap<String, Server>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Refresh {
    pub case_seconds: Option<Spanned<u32>>,
    pub queue_seconds: Option<Spanned<u32>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Limits {
    pub in_flight: Option<Spanned<u32>>,
    pub per_second: Option<Spanned<u32>>,
    pub per_run: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Thresholds {
    pub ownership_percent: Option<Spanned<f64>>,
    pub stale_wait_days: Option<u32>,
    pub stale_fin_business_days: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Server {
    pub base_url: Option<Spanned<String>>,
    pub label: Option<String>,
    pub token_file: Option<String>,
    pub token_command: Option<Spanned<Vec<String>>>,
}
