//! What time it is, and a clock that can be put ahead.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// What time it is.
pub trait Clock {
    /// The time by this machine's clock.
    fn now(&self) -> Timestamp;
}

/// By how many days a clock was put ahead. It only grows: time never runs back once something was written (G4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lead(i64);

impl Lead {
    /// The longest lead, in days: ten years.
    pub const LONGEST: i64 = 3650;

    /// In days, from 0 to [`Lead::LONGEST`], whatever was kept.
    pub fn days(self) -> i64 {
        self.0.clamp(0, Self::LONGEST)
    }

    /// Ahead by so many days more; never by fewer.
    #[must_use]
    pub fn later(self, days: i64) -> Self {
        Self((self.days() + days.clamp(0, Self::LONGEST)).min(Self::LONGEST))
    }
}

/// Another clock, put ahead, so that what takes weeks can be seen at once. The lead is asked for every time, so that
/// all who keep it in the same place agree.
pub struct LeadingClock {
    clock: Rc<dyn Clock>,
    lead: Box<dyn Fn() -> Lead>,
}

impl LeadingClock {
    /// This clock, ahead by what `lead` says.
    pub fn new(clock: Rc<dyn Clock>, lead: impl Fn() -> Lead + 'static) -> Self {
        Self { clock, lead: Box::new(lead) }
    }
}

impl Clock for LeadingClock {
    fn now(&self) -> Timestamp {
        self.clock.now().plus_days((self.lead)().days())
    }
}
