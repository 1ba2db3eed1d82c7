//! Looking as another function. The owner's own view is shown to the other function's eyes, so that by construction the
//! result holds nothing that the owner does not see; what is withheld from either stays withheld.

use std::sync::Arc;

use guardrails::{Purpose, Visible};
use ledger::audit::{Entry, What};
use strategy::Function;

use super::{Hand, Stepped};
use crate::app::{App, Denial, Error, Seat, View, through::through, view};

/// Whether a seat may look as another function. Until people hold the role of a policy owner, Compliance may.
pub fn may_see_as(seat: &Seat) -> bool {
    seat.function == Function::Compliance
}

/// Why a seat may not look as another function.
pub fn not_an_owner(seat: &Seat) -> Denial {
    Denial {
        what: format!("{} does not see as another function", seat.function.title()),
        why: "Looking through another’s eyes is for whoever owns the policy.".into(),
        way: "Ask Compliance; what each kind of data shows to whom stands in the sharing matrix.".into(),
    }
}

/// Why nothing is changed while somebody looks as another function.
pub fn only_looking() -> Denial {
    Denial {
        what: "nothing can be changed while you see as another function".into(),
        why: "A form that shows less than you see would take out what it does not show.".into(),
        way: "End the preview, then make the change.".into(),
    }
}

impl App {
    /// Writes into the audit that somebody starts to look as another function.
    pub fn start_preview<'h>(&self, hand: impl Into<Hand<'h>>, function: Function) -> Result<Stepped, Error> {
        let hand = hand.into();
        if !may_see_as(hand.seat) {
            return Ok(Stepped::Denied(not_an_owner(hand.seat)));
        }
        let entry = Entry { epoch: Some(self.gate().epoch()), ..Entry::new(hand.by(), What::SawAs, function.as_str()) };
        self.inner.whole.ledger().audit(&[entry])?;
        Ok(Stepped::Done)
    }

    /// What another function sees of what the seat sees.
    pub fn view_as(&self, seat: &Seat, function: Function) -> Result<Arc<Visible<View>>, Error> {
        let own = self.view(seat, Purpose::Preview)?;
        let gate = self.gate();
        let other = Seat::new(String::new(), function, seat.at);
        let sight = through(&gate, &other, Purpose::Preview, own.day(), own.graph());
        Ok(Arc::new(view::seen_through(sight, own.by_ref())))
    }
}
