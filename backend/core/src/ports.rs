//! What the outside gives and takes: time, randomness, mail. Nothing else in the project reads a clock or draws a number.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use uuid::Uuid;

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;

/// Milliseconds in one minute.
pub const MINUTE: Millis = 60 * 1000;

/// Milliseconds in one hour.
pub const HOUR: Millis = 60 * MINUTE;

/// Milliseconds in one day.
pub const DAY: Millis = 24 * HOUR;

/// The beginning of the hour: what is kept beside an address tells no more of its moment.
pub fn to_the_hour(moment: Millis) -> Millis {
    moment - moment.rem_euclid(HOUR)
}

/// Tells the time that rules go by.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Millis;

    /// Days since 1970-01-01 UTC: all that a contribution keeps of its moment.
    fn today(&self) -> i32 {
        (self.now() / DAY) as i32
    }

    /// Takes the database's time as right; returns the correction in milliseconds. A clock set by hand stays as it is.
    fn correct(&self, _database_now: Millis) -> Millis {
        0
    }
}

/// The node's clock, corrected to the database's.
#[derive(Default)]
pub struct SystemClock {
    correction: AtomicI64,
}

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        node_now() + self.correction.load(Ordering::Relaxed)
    }

    fn correct(&self, database_now: Millis) -> Millis {
        let correction = database_now - node_now();
        self.correction.store(correction, Ordering::Relaxed);
        correction
    }
}

#[expect(clippy::disallowed_methods, reason = "the one clock of the project")]
fn node_now() -> Millis {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as Millis)
}

/// A clock set by hand, for tests.
pub struct HandClock(AtomicI64);

impl HandClock {
    /// Starts at the given moment.
    pub fn at(now: Millis) -> Self {
        Self(AtomicI64::new(now))
    }

    /// Moves the clock by so many milliseconds.
    pub fn advance(&self, by: Millis) {
        self.0.fetch_add(by, Ordering::Relaxed);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Millis {
        self.0.load(Ordering::Relaxed)
    }
}

/// Draws random bytes.
pub trait Random: Send + Sync {
    /// Fills the whole slice.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's generator.
pub struct SystemRandom;

#[expect(clippy::disallowed_methods, reason = "the one source of chance of the project")]
impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// A reproducible sequence, for tests.
pub struct CountingRandom(Mutex<u64>);

impl CountingRandom {
    /// Starts a sequence of its own for each seed.
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Random for CountingRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        for byte in bytes {
            *state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *byte = (*state >> 56) as u8;
        }
    }
}

/// An id that says nothing of when it was made: for contributions, passes and contacts.
pub fn anonymous_id(random: &dyn Random) -> Uuid {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// An id that sorts by the moment it was made: for everything that is public or a member's.
pub fn dated_id(clock: &dyn Clock, random: &dyn Random) -> Uuid {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    uuid::Builder::from_unix_timestamp_millis(clock.now().max(0) as u64, &bytes).into_uuid()
}

/// A mail ready to leave. Its bytes are the same at each try.
pub struct ReadyMail {
    /// The outbox row.
    pub id: Uuid,
    /// The kind's name.
    pub kind: &'static str,
    /// Envelope sender.
    pub sender: String,
    /// The one envelope recipient.
    pub recipient: String,
    /// The whole message, CRLF line ends.
    pub message: Vec<u8>,
}

/// Why a mail did not leave, sorted by what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendFault {
    /// The address does not exist and never will.
    NoSuchAddress(String),
    /// The server will not take this message, now or later.
    Rejected(String),
    /// The server does not let us in: no mail's own fault.
    ShutOut(String),
    /// Anything else. The mail may have been taken: only its Message-ID keeps a second copy recognisable.
    TryAgain(String),
}

/// Takes mails out of the house.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends one mail; returns once it was taken.
    ///
    /// # Errors
    /// See [`SendFault`].
    async fn send(&self, mail: &ReadyMail) -> Result<(), SendFault>;

    /// Throws away what it keeps of mails past their time (O5); says how much. Most keep nothing.
    ///
    /// # Errors
    /// When what it keeps cannot be read or thrown away.
    async fn throw_away(&self, _now: Millis) -> std::io::Result<u64> {
        Ok(0)
    }
}
