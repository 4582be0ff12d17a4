//! Use-cases: one file per act, or per small family of acts.
