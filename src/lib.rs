//! kyb-dash: a terminal dashboard for reviewing KYB cases of the Fin.com API.
pub mod app;
pub mod domain;
pub mod sandbox;
