//! The blocks of one act on one class: a grid for each combination of what the rules read beside function and stage.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use jiff::civil::Date;
use strategy::{Function, record::Stage};

use super::{column, digest};
use crate::{
    Act, Class, Gate, Jurisdiction, Outcome, RuleId,
    every::{at, audiences, combinations, of_audience, plain},
    field::Flag,
    function_word,
    slot::{Axis, Slot},
};

pub(super) struct Blocks<'g> {
    pub(super) gate: &'g Gate,
    pub(super) place: &'g Jurisdiction,
    pub(super) day: Date,
    pub(super) act: Act,
    pub(super) class: Class,
}

/// What decides one cell: the answer and the rules in words.
type Cell = (Outcome, Vec<RuleId>);
/// Functions by stages; empty where no question can stand.
type Grid = Vec<Vec<Cell>>;

impl Blocks<'_> {
    /// The answer where no rule speaks at all.
    pub(super) fn default(&self) -> String {
        let ask = plain(Function::Medical, self.act, self.class, Stage::Launched, self.day, self.place);
        self.gate.outcome(&ask).to_string()
    }

    /// All blocks.
    pub(super) fn write(&self, slot: &Slot) -> String {
        let grids: BTreeMap<Vec<usize>, Grid> =
            combinations(&slot.axes).filter_map(|positions| Some((positions.clone(), self.grid(&slot.axes, &positions)?))).collect();
        let mut feet = Feet::default();
        let mut text = String::new();
        for (given, by_audience) in self.shown(&slot.axes, &grids) {
            for (grid, heading) in by_audience {
                let _ = writeln!(text, "  to {heading}{given}");
                write_grid(grid, &mut feet, &mut text);
            }
        }
        text += &feet.text();
        if slot.axes.iter().any(|axis| !prominent(axis)) {
            let _ = writeln!(text, "  all of it, {} combinations: {}", grids.len(), digest(&format!("{grids:?}")));
        }
        if slot.opaque {
            text += "  a rule reads what cannot be listed: not all questions are shown\n";
        }
        text
    }

    fn grid(&self, axes: &[Axis], positions: &[usize]) -> Option<Grid> {
        let cell = |function: Function, stage: Stage| {
            let ask = plain(function, self.act, self.class, stage, self.day, self.place);
            let ruling = self.gate.table_ruling(&at(ask, axes, positions, self.place)?)?;
            Some((ruling.outcome, ruling.rules))
        };
        Function::ALL.iter().map(|function| Stage::ALL.iter().map(|stage| cell(*function, *stage)).collect()).collect()
    }

    /// The blocks to show: what is given beside audience and prompting, the least first, each only if it differs from all
    /// that it adds one thing to.
    fn shown<'a>(&self, axes: &[Axis], grids: &'a BTreeMap<Vec<usize>, Grid>) -> Vec<(String, Vec<(&'a Grid, String)>)> {
        let plain: Vec<usize> = axes.iter().map(|axis| axis.plain(self.place)).collect();
        let facts: Vec<usize> = (0..axes.len()).filter(|index| !prominent(&axes[*index])).collect();
        let given = |positions: &[usize]| facts.iter().copied().filter(|i| positions[*i] != plain[*i]).collect::<Vec<usize>>();
        let mut chosen: BTreeSet<(usize, Vec<usize>)> = BTreeSet::new();
        for (positions, grid) in grids {
            let given = given(positions);
            let less = given.iter().map(|index| {
                let mut less = positions.clone();
                less[*index] = plain[*index];
                less
            });
            let new = less.map(|less| grids.get(&less)).all(|known| known != Some(grid));
            if new {
                chosen.insert((given.len(), positions.clone()));
            }
        }
        type ByAudience<'g> = Vec<(&'g Grid, Vec<Vec<usize>>)>;
        let mut blocks: Vec<(Vec<usize>, String, ByAudience)> = Vec::new();
        for (_, positions) in chosen {
            let Some(grid) = grids.get(&positions) else { continue };
            let key: Vec<usize> = facts.iter().map(|index| positions[*index]).collect();
            let words: Vec<String> = given(&positions).iter().map(|index| axes[*index].words(positions[*index])).collect();
            let words = if words.is_empty() { String::new() } else { format!(", given {}", words.join(", ")) };
            if blocks.last().is_none_or(|(known, ..)| *known != key) {
                blocks.push((key, words, Vec::new()));
            }
            let Some((_, _, by_audience)) = blocks.last_mut() else { continue };
            match by_audience.iter_mut().find(|(known, _)| *known == grid) {
                Some((_, members)) => members.push(positions),
                None => by_audience.push((grid, vec![positions])),
            }
        }
        let named = |(grid, members): (&'a Grid, Vec<Vec<usize>>)| (grid, heading(axes, &members));
        blocks.into_iter().map(|(_, given, list)| (given, list.into_iter().map(named).collect())).collect()
    }
}

/// What stands in the heading of each block rather than under "given".
fn prominent(axis: &Axis) -> bool {
    of_audience(axis) || *axis == Axis::Flag(Flag::Solicited)
}

/// To whom, prompted or not, for all combinations with one grid.
fn heading(axes: &[Axis], members: &[Vec<usize>]) -> String {
    let solicited = axes.iter().position(|axis| *axis == Axis::Flag(Flag::Solicited));
    let part = |prompted: usize| -> BTreeSet<_> {
        let here = members.iter().filter(|positions| solicited.is_none_or(|index| positions[index] == prompted));
        here.flat_map(|positions| audiences(axes, positions)).collect()
    };
    let words = |audiences: &BTreeSet<crate::Audience>| {
        if audiences.len() == crate::Audience::ALL.len() {
            return "anybody".to_owned();
        }
        audiences.iter().map(|audience| audience.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (unprompted, prompted) = (part(0), part(1));
    if unprompted == prompted {
        return words(&unprompted);
    }
    let parts = [(unprompted, "unprompted"), (prompted, "prompted")];
    parts.iter().filter(|(set, _)| !set.is_empty()).map(|(set, how)| format!("{} ({how})", words(set))).collect::<Vec<_>>().join("; ")
}

/// The numbers of the foot line.
#[derive(Default)]
struct Feet {
    lines: Vec<Cell>,
}

impl Feet {
    fn sign(&mut self, cell: &Cell) -> String {
        let sign = match cell.0 {
            Outcome::Permit => "Y",
            Outcome::PermitWithObligations => "C",
            Outcome::Forbid => "N",
        };
        if cell.1.is_empty() {
            return sign.to_owned();
        }
        let number = self.lines.iter().position(|known| known == cell).unwrap_or_else(|| {
            self.lines.push(cell.clone());
            self.lines.len() - 1
        });
        format!("{sign}{}", number + 1)
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (number, (outcome, rules)) in self.lines.iter().enumerate() {
            let rules: Vec<&str> = rules.iter().map(RuleId::as_str).collect();
            let _ = writeln!(text, "  {:>4} {outcome}: {}", number + 1, rules.join(", "));
        }
        text
    }
}

/// Functions with the same row stand in one line.
fn write_grid(grid: &Grid, feet: &mut Feet, text: &mut String) {
    let mut rows: Vec<(&Vec<Cell>, Vec<&str>)> = Vec::new();
    for (function, row) in Function::ALL.iter().zip(grid) {
        match rows.iter_mut().find(|(known, _)| *known == row) {
            Some((_, functions)) => functions.push(function_word(*function)),
            None => rows.push((row, vec![function_word(*function)])),
        }
    }
    let heads: Vec<String> = Stage::ALL.iter().map(|stage| format!("{:<4}", column(*stage))).collect();
    let _ = writeln!(text, "    {}", heads.concat().trim_end());
    for (row, functions) in rows {
        let signs: Vec<String> = row.iter().map(|cell| format!("{:<4}", feet.sign(cell))).collect();
        let who = if functions.len() == Function::ALL.len() { "everybody".to_owned() } else { functions.join(", ") };
        let _ = writeln!(text, "    {} {who}", signs.concat());
    }
}
