//! One question to the gate: may this function do this, to whom, when and where? Everything the packs may read stands here.

use jiff::civil::Date;
use serde::Serialize;
use strategy::{Function, record::Stage};

use crate::{Act, Audience, Class, Column, Jurisdiction};

/// What somebody would like to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Ask {
    /// The one function acted as.
    pub function: Function,
    /// The act.
    pub act: Act,
    /// What is seen, said or done.
    pub class: Class,
    /// To whom.
    pub audience: Audience,
    /// The stage of the asset in its indication, in the places touched.
    pub stage: Stage,
    /// Every jurisdiction that the act touches. Each is asked; none at all is nothing permitted.
    pub regions: Vec<Jurisdiction>,
    /// The day on which it would happen.
    pub day: Date,
    /// Whether the company prompted the question (a script, a poster, a cue): then it is not an unsolicited one.
    pub solicited: bool,
    /// The channel, if one is named: `e-mail`, `visit`.
    pub channel: Option<String>,
    /// What else is known.
    pub facts: Circumstances,
}

impl Ask {
    /// The plainest question: to colleagues, about no place yet, unprompted, nothing else known.
    pub fn new(function: Function, act: Act, class: Class, stage: Stage, day: Date) -> Ask {
        Ask {
            function,
            act,
            class,
            audience: Audience::Internal,
            stage,
            regions: Vec::new(),
            day,
            solicited: false,
            channel: None,
            facts: Circumstances::default(),
        }
    }

    /// The same question to another audience.
    pub fn to(mut self, audience: Audience) -> Ask {
        self.audience = audience;
        self
    }

    /// The same question, touching one more place.
    pub fn at(mut self, region: Jurisdiction) -> Ask {
        self.regions.push(region);
        self
    }

    /// The same question, under other circumstances.
    pub fn given(mut self, facts: Circumstances) -> Ask {
        self.facts = facts;
        self
    }

    /// The same question, prompted by the company.
    pub fn prompted(mut self) -> Ask {
        self.solicited = true;
        self
    }
}

/// What is known about an act beside its words. Nothing is assumed: each stands at "no" or "unknown" until somebody says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Circumstances {
    /// Trained to give scientific information on unapproved uses.
    pub trained_siuu: bool,
    /// Inside a safe harbour for remuneration.
    pub safe_harbour: bool,
    /// Objectively supported by both products' labels.
    pub supported_by_labels: bool,
    /// Compliance has co-signed it.
    pub cosigned_by_compliance: bool,
    /// The person has agreed to be contacted this way.
    pub consent: bool,
    /// The person has objected, or opted out of the use of prescribing data.
    pub opted_out: bool,
    /// The person sits on a formulary or guideline committee.
    pub committee_member: bool,
    /// It stands beside promotion: same mail, page, booth or talk.
    pub beside_promotion: bool,
    /// It stays within the label.
    pub on_label: bool,
    /// The record is the viewer's own.
    pub own: bool,
    /// The viewer is party to an open item about it.
    pub party: bool,
    /// Compliance has opened a case that covers it.
    pub case: bool,
    /// For aggregate need rather than for choosing people.
    pub for_need: bool,
    /// Unsolicited calls already made on the person in the last twelve months, this one not counted.
    pub calls: Option<u32>,
    /// The smallest number of people in a cell of the data.
    pub cell: Option<u32>,
    /// Whose record it is, by the column of the sharing matrix; `None` when nobody said.
    pub origin: Option<Column>,
    /// The record is of a promotional contact, not of a scientific one.
    pub promotional: bool,
}
