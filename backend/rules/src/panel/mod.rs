//! The draw of a panel: quotas, the fairest chances that they allow, and a lottery of equally likely panels that anyone can follow.
//!
//! Chances are *leximin*: the lowest is as high as the quotas allow, then the next one, and so on (Flanigan, Gölz, Gupta, Hennig,
//! Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596, 2021). The lottery is a list of panels of which
//! one is drawn (Flanigan, Kehne, Procaccia, "Fair Sortition Made Transparent", NeurIPS 2021). People who give the same answers
//! have the same chance, so that the work is done on types of answers and not on persons.

mod chances;
mod exchange;
mod faults;
mod feasible;
mod lottery;
mod mixture;
mod pool;
mod program;
mod relaxed;
mod rounding;

pub use chances::{Chances, fair_chances};
pub use faults::{Bound, PanelFault, Relaxation};
pub use lottery::{Lottery, PANELS, drawn_panel};
pub use pool::{PanelRules, Person, PersonType, Pool, QuotaRow};

#[cfg(test)]
mod tests;
