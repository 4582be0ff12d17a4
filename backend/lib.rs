//! Tablée: the parts put together. The binary's commands and the tests start from here.

pub mod app;
pub mod cli;
pub mod config;
pub mod demo;
