//! The packs of a market, and whether Compliance stands behind them: by a signature in the policy, or, where the strategy
//! is a folder, by a record of kind pack in Compliance's name with the version that was signed.

use jiff::civil::Date;
use strategy::{
    Function,
    graph::Of,
    record::{Market, Pack},
};

use super::{Desk, plan::place};
use crate::{Jurisdiction, PackInfo};

/// A pack that applies in a market.
pub(super) struct Applies<'d, 'g> {
    /// The pack.
    pub(super) info: &'d PackInfo,
    /// The record in which Compliance says that it signed it.
    pub(super) signed: Option<Of<'g, Pack>>,
}

impl Applies<'_, '_> {
    /// Whether Compliance has signed the text in use.
    pub(super) fn is_signed(&self) -> bool {
        self.info.reviewed.is_some() || self.signed.is_some()
    }

    /// By when it must be reviewed: as Compliance says, else as shipped.
    pub(super) fn review_by(&self) -> Option<Date> {
        self.signed.and_then(|signed| signed.review_by).or_else(|| self.info.review_day())
    }

    /// ``pack `us` (United States, 2026.11)``.
    pub(super) fn words(&self) -> String {
        format!("pack `{}` ({}, {})", self.info.name, self.info.title, self.info.version)
    }
}

/// The packs that apply in a market, its own first; `Err` with the place where it has none of its own.
pub(super) fn of_market<'d, 'g>(desk: &'d Desk<'g>, market: &Market) -> Result<Vec<Applies<'d, 'g>>, Option<Jurisdiction>> {
    let place = place(market).ok_or(None)?;
    if !desk.gate.covers(&place) {
        return Err(Some(place));
    }
    let applies = |info: &&PackInfo| info.jurisdictions.is_empty() || info.jurisdictions.iter().any(|word| word == place.word());
    Ok(desk.gate.packs().iter().filter(applies).map(|info| Applies { info, signed: signed(desk, info) }).collect())
}

/// The record in which Compliance says that it signed exactly this version.
fn signed<'g>(desk: &Desk<'g>, info: &PackInfo) -> Option<Of<'g, Pack>> {
    let by_compliance = |pack: &Of<'_, Pack>| pack.record.header.owner.as_ref().is_some_and(|owner| owner.function == Function::Compliance);
    let is_of = |pack: &Pack| match pack.jurisdiction.trim() {
        "" => info.jurisdictions.is_empty(),
        word => info.jurisdictions.iter().any(|known| *known == Jurisdiction::parse(word).word()),
    };
    let is_it = |pack: &Of<'g, Pack>| {
        is_of(pack) && pack.version.trim() == info.version && pack.signed_on.is_some_and(|on| on <= desk.day) && by_compliance(pack)
    };
    desk.all::<Pack>().filter(is_it).max_by_key(|pack| pack.signed_on)
}
