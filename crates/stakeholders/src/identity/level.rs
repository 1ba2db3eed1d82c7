//! What is compared, and how well two values agree.

/// How well two values agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// One of them is missing.
    Missing = 0,
    /// They differ.
    Different = 1,
    /// They are somewhat alike.
    Weak = 2,
    /// One is the other's initial.
    Initial = 3,
    /// A typing error apart.
    Close = 4,
    /// Two forms of one thing: a nickname, a part of a double name, a former name.
    Variant = 5,
    /// They are equal.
    Exact = 6,
    /// Given name and surname stand in each other's place.
    Swapped = 7,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 8] =
        [Level::Missing, Level::Different, Level::Weak, Level::Initial, Level::Close, Level::Variant, Level::Exact, Level::Swapped];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Level::Missing => "missing",
            Level::Different => "different",
            Level::Weak => "somewhat alike",
            Level::Initial => "initial",
            Level::Close => "close",
            Level::Variant => "variant",
            Level::Exact => "equal",
            Level::Swapped => "swapped",
        }
    }
}

macro_rules! comparisons {
    ($($name:ident $word:literal;)+) => {
        /// One comparison of two records. The order is fixed: it is the order in explanations and in patterns.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Comparison {
            $(#[doc = concat!("Compares: ", $word, ".")] $name,)+
        }

        impl Comparison {
            /// Every comparison.
            pub const ALL: &[Comparison] = &[$(Comparison::$name,)+];

            /// The word for it.
            pub fn word(self) -> &'static str {
                match self { $(Comparison::$name => $word,)+ }
            }
        }
    };
}

comparisons! {
    Given "given name";
    Surname "surname";
    Middle "middle name";
    Suffix "suffix";
    Sex "sex";
    Birth "birth date";
    NationalId "national id";
    Npi "npi";
    Email "email";
    Phone "phone";
    Number "street number";
    Street "street";
    Street2 "second line";
    City "city";
    Postcode "postcode";
    State "state";
    Organisation "organisation";
    Specialty "specialty";
    Credential "credential";
}

/// How many comparisons there are.
pub(super) const COMPARISONS: usize = Comparison::ALL.len();

/// The levels of all comparisons of one pair, three bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Pattern(pub(super) u64);

impl Pattern {
    pub(super) fn with(self, comparison: Comparison, level: Level) -> Pattern {
        Pattern(self.0 | (level as u64) << (3 * comparison as u64))
    }

    pub(super) fn level(self, comparison: Comparison) -> Level {
        Level::ALL[(self.0 >> (3 * comparison as u64) & 7) as usize]
    }

    pub(super) fn is(self, comparison: Comparison, level: Level) -> bool {
        self.level(comparison) == level
    }

    /// Whether what `comparison` says depends on something that agrees already: two homes of one postal code lie in one
    /// city, a given name tells the sex, one house has one telephone.
    pub(super) fn is_implied(self, comparison: Comparison) -> bool {
        use Comparison as C;
        let equal = |c: C| self.is(c, Level::Exact);
        match comparison {
            C::City => equal(C::Postcode),
            C::State => equal(C::Postcode) || equal(C::City),
            C::Street | C::Organisation => equal(C::Postcode) || equal(C::City),
            C::Number | C::Street2 => self.level(C::Street) >= Level::Close,
            C::Phone => (equal(C::Street) && equal(C::Number)) || equal(C::Organisation),
            C::Sex => equal(C::Given),
            C::Credential => equal(C::Specialty),
            _ => false,
        }
    }
}
