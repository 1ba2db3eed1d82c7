//! Closed lists of words: an enum whose variants are the words that people write in files, forms and workbooks.
//! Reading forgives case, `_` and `-`; writing always gives the one canonical word.
//! Free text is not handled here; see `text`.

/// Declares an enum over a closed list of words, with parsing, serde and schema that agree with each other.
/// A crate that uses it needs `serde` and `schemars` of its own.
#[macro_export]
macro_rules! words_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every word of the list, in its order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The canonical word.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// Reads a word, forgiving case, `_`, `-` and outer blanks.
            pub fn parse(text: &str) -> Option<Self> {
                $crate::words::find(text, Self::ALL.iter().map(|w| w.as_str())).map(|i| Self::ALL[i])
            }

            /// The words as a readable list, for messages.
            pub fn list() -> String {
                Self::ALL.iter().map(|w| format!("`{}`", w.as_str())).collect::<Vec<_>>().join(", ")
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| {
                    let near = $crate::words::nearest(&text, Self::ALL.iter().map(|w| w.as_str()));
                    let hint = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
                    serde::de::Error::custom(format!("`{text}` is not one of {}{hint}", Self::list()))
                })
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word),+] })
            }
        }
    };
}

pub use words_enum;

/// The position of `text` in a list of words, forgiving case, `_`, `-` and blanks.
#[doc(hidden)]
pub fn find<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<usize> {
    let wanted = text.trim();
    let same = |a: &str, b: &str| {
        let fold = |c: char| if matches!(c, '_' | '-') { ' ' } else { c.to_ascii_lowercase() };
        a.chars().map(fold).eq(b.chars().map(fold))
    };
    words.into_iter().position(|word| same(word, wanted))
}

/// The word that was probably meant, if one is near enough to suggest.
pub fn nearest<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = text.trim().to_lowercase();
    words
        .map(|word| (strsim::damerau_levenshtein(&wanted, &word.to_lowercase()), word))
        .filter(|(distance, word)| *distance <= (word.len().max(wanted.len()) / 3).max(1))
        .min()
        .map(|(_, word)| word)
}
