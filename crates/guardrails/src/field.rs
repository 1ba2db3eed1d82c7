//! What a rule may read, as the schema names it, and the value of each for one question.

use crate::{Act, Ask, Audience, Class, Column, Jurisdiction, StageGroup, function_word, stage_word};
use strategy::{Function, record::Stage};

macro_rules! fields {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) enum $name { $($variant,)+ }

        impl $name {
            pub(crate) const ALL: &'static [$name] = &[$($name::$variant,)+];

            pub(crate) const fn name(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            pub(crate) fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|field| field.name() == name)
            }
        }
    };
}

fields! {
    /// What holds a word.
    WordField {
        Function = "function",
        Act = "action",
        Class = "class",
        Audience = "audience",
        Stage = "stage",
        StageGroup = "stage_group",
        Jurisdiction = "jurisdiction",
        Channel = "channel",
        Origin = "origin",
    }
}

fields! {
    /// What holds yes or no.
    Flag {
        Solicited = "solicited",
        TrainedSiuu = "trained_siuu",
        SafeHarbour = "safe_harbour",
        SupportedByLabels = "supported_by_labels",
        CosignedByCompliance = "cosigned_by_compliance",
        Consent = "consent",
        OptedOut = "opted_out",
        CommitteeMember = "committee_member",
        BesidePromotion = "beside_promotion",
        OnLabel = "on_label",
        Own = "own",
        Party = "party",
        Case = "case",
        ForNeed = "for_need",
        Promotional = "promotional",
    }
}

fields! {
    /// What holds a number, -1 when unknown.
    NumberField {
        Calls = "calls",
        Cell = "cell",
    }
}

impl WordField {
    /// The words it may hold, where the list is closed.
    pub(crate) fn words(self) -> Option<Vec<&'static str>> {
        Some(match self {
            WordField::Function => Function::ALL.iter().map(|f| function_word(*f)).collect(),
            WordField::Act => Act::ALL.iter().map(|a| a.as_str()).collect(),
            WordField::Class => Class::ALL.iter().map(|c| c.as_str()).collect(),
            WordField::Audience => Audience::ALL.iter().map(|a| a.as_str()).collect(),
            WordField::Stage => Stage::ALL.iter().map(|s| stage_word(*s)).collect(),
            WordField::StageGroup => StageGroup::ALL.iter().map(|s| s.as_str()).collect(),
            WordField::Jurisdiction => Jurisdiction::KNOWN.iter().map(|j| j.word()).collect(),
            WordField::Origin => Column::ALL.iter().map(|c| c.as_str()).chain([""]).collect(),
            WordField::Channel => return None,
        })
    }
}

impl Flag {
    /// Whether the fact holds for a question.
    pub(crate) fn of(self, ask: &Ask) -> bool {
        let facts = &ask.facts;
        match self {
            Flag::Solicited => ask.solicited,
            Flag::TrainedSiuu => facts.trained_siuu,
            Flag::SafeHarbour => facts.safe_harbour,
            Flag::SupportedByLabels => facts.supported_by_labels,
            Flag::CosignedByCompliance => facts.cosigned_by_compliance,
            Flag::Consent => facts.consent,
            Flag::OptedOut => facts.opted_out,
            Flag::CommitteeMember => facts.committee_member,
            Flag::BesidePromotion => facts.beside_promotion,
            Flag::OnLabel => facts.on_label,
            Flag::Own => facts.own,
            Flag::Party => facts.party,
            Flag::Case => facts.case,
            Flag::ForNeed => facts.for_need,
            Flag::Promotional => facts.promotional,
        }
    }

    /// The same question with the fact set.
    pub(crate) fn set(self, ask: &mut Ask, to: bool) {
        let facts = &mut ask.facts;
        *match self {
            Flag::Solicited => &mut ask.solicited,
            Flag::TrainedSiuu => &mut facts.trained_siuu,
            Flag::SafeHarbour => &mut facts.safe_harbour,
            Flag::SupportedByLabels => &mut facts.supported_by_labels,
            Flag::CosignedByCompliance => &mut facts.cosigned_by_compliance,
            Flag::Consent => &mut facts.consent,
            Flag::OptedOut => &mut facts.opted_out,
            Flag::CommitteeMember => &mut facts.committee_member,
            Flag::BesidePromotion => &mut facts.beside_promotion,
            Flag::OnLabel => &mut facts.on_label,
            Flag::Own => &mut facts.own,
            Flag::Party => &mut facts.party,
            Flag::Case => &mut facts.case,
            Flag::ForNeed => &mut facts.for_need,
            Flag::Promotional => &mut facts.promotional,
        } = to;
    }
}

impl NumberField {
    /// The number for a question; -1 when unknown.
    pub(crate) fn of(self, ask: &Ask) -> i64 {
        match self {
            NumberField::Calls => ask.facts.calls,
            NumberField::Cell => ask.facts.cell,
        }
        .map_or(-1, i64::from)
    }

    /// The same question with the number set; what is below nought or beyond counting is unknown.
    pub(crate) fn set(self, ask: &mut Ask, to: i64) {
        let to = u32::try_from(to).ok();
        match self {
            NumberField::Calls => ask.facts.calls = to,
            NumberField::Cell => ask.facts.cell = to,
        }
    }
}

/// The word that a question holds in a field.
pub(crate) fn word<'a>(field: WordField, ask: &'a Ask, place: &Jurisdiction) -> &'a str {
    match field {
        WordField::Function => function_word(ask.function),
        WordField::Act => ask.act.as_str(),
        WordField::Class => ask.class.as_str(),
        WordField::Audience => ask.audience.as_str(),
        WordField::Stage => stage_word(ask.stage),
        WordField::StageGroup => StageGroup::of(ask.stage).as_str(),
        WordField::Jurisdiction => place.word(),
        WordField::Channel => ask.channel.as_deref().unwrap_or_default(),
        WordField::Origin => ask.facts.origin.map_or("", Column::as_str),
    }
}
