//! From Cedar's tree of a policy to ours. What ours has no form for becomes `Opaque`: it may hold or not, and whatever
//! depends on it is asked of Cedar each time. A word that no question can hold is a complaint.

use std::collections::BTreeSet;

use cedar_policy::{Policy, pst};
use pst::{ActionConstraint, BinaryOp, Clause, Expr, Literal, PrincipalConstraint, ResourceConstraint, UnaryOp, Var};

use crate::{
    cond::Cond,
    field::{Flag, NumberField, WordField},
};

/// A condition, and the words in it that nobody can say.
pub(super) struct Lowered {
    pub(super) cond: Cond,
    pub(super) complaints: Vec<String>,
}

/// The whole condition of a policy: its scope and its clauses.
pub(super) fn lower(policy: &Policy) -> Lowered {
    let Ok(tree) = policy.to_pst() else {
        return Lowered { cond: Cond::Opaque, complaints: Vec::new() };
    };
    let body = tree.body();
    let mut parts = vec![principal(&body.principal), action(&body.action), resource(&body.resource)];
    parts.extend(body.clauses().iter().map(|clause| match clause {
        Clause::When(expr) => cond(expr),
        Clause::Unless(expr) => not(cond(expr)),
    }));
    let cond = Cond::All(parts);
    let mut complaints = Vec::new();
    complain(&cond, &mut complaints);
    Lowered { cond, complaints }
}

fn principal(constraint: &PrincipalConstraint) -> Cond {
    match constraint {
        PrincipalConstraint::Any => Cond::Known(true),
        PrincipalConstraint::Is(kind) => Cond::Known(kind.to_string() == "Person"),
        _ => Cond::Opaque,
    }
}

fn resource(constraint: &ResourceConstraint) -> Cond {
    match constraint {
        ResourceConstraint::Any => Cond::Known(true),
        ResourceConstraint::Is(kind) => Cond::Known(kind.to_string() == "Thing"),
        _ => Cond::Opaque,
    }
}

fn action(constraint: &ActionConstraint) -> Cond {
    match constraint {
        ActionConstraint::Any => Cond::Known(true),
        ActionConstraint::Eq(uid) => one(WordField::Act, &uid.eid),
        ActionConstraint::In(uids) => Cond::Word(WordField::Act, uids.iter().map(|uid| uid.eid.to_string()).collect()),
    }
}

fn one(field: WordField, word: &str) -> Cond {
    Cond::Word(field, BTreeSet::from([word.to_owned()]))
}

fn not(cond: Cond) -> Cond {
    Cond::Not(Box::new(cond))
}

fn cond(expr: &Expr) -> Cond {
    match expr {
        Expr::Literal(Literal::Bool(value)) => Cond::Known(*value),
        Expr::GetAttr { .. } => match read(expr) {
            Some(Read::Flag(flag)) => Cond::Flag(flag),
            _ => Cond::Opaque,
        },
        Expr::UnaryOp { op: UnaryOp::Not, expr } => not(cond(expr)),
        Expr::BinaryOp { op, left, right } => binary(*op, left, right),
        Expr::IfThenElse { cond: test, then_expr, else_expr } => {
            let test = cond(test);
            Cond::Any(vec![Cond::All(vec![test.clone(), cond(then_expr)]), Cond::All(vec![not(test), cond(else_expr)])])
        }
        _ => Cond::Opaque,
    }
}

fn binary(op: BinaryOp, left: &Expr, right: &Expr) -> Cond {
    match op {
        BinaryOp::And => Cond::All(vec![cond(left), cond(right)]),
        BinaryOp::Or => Cond::Any(vec![cond(left), cond(right)]),
        BinaryOp::Eq => equal(left, right).or_else(|| equal(right, left)).unwrap_or(Cond::Opaque),
        BinaryOp::NotEq => equal(left, right).or_else(|| equal(right, left)).map_or(Cond::Opaque, not),
        BinaryOp::GreaterEq => at_least(left, right, 0).or_else(|| at_most(right, left, 0)).unwrap_or(Cond::Opaque),
        BinaryOp::Greater => at_least(left, right, 1).or_else(|| at_most(right, left, 1)).unwrap_or(Cond::Opaque),
        BinaryOp::LessEq => at_most(left, right, 0).or_else(|| at_least(right, left, 0)).unwrap_or(Cond::Opaque),
        BinaryOp::Less => at_most(left, right, 1).or_else(|| at_least(right, left, 1)).unwrap_or(Cond::Opaque),
        BinaryOp::Contains => contains(left, right).unwrap_or(Cond::Opaque),
        BinaryOp::In if matches!(left, Expr::Var(Var::Action)) => actions(right).unwrap_or(Cond::Opaque),
        _ => Cond::Opaque,
    }
}

/// What an expression reads, if it reads one field.
enum Read {
    Word(WordField),
    Flag(Flag),
    Number(NumberField),
}

fn read(expr: &Expr) -> Option<Read> {
    let Expr::GetAttr { expr, attr } = expr else {
        return matches!(expr, Expr::Var(Var::Action)).then_some(Read::Word(WordField::Act));
    };
    match **expr {
        Expr::Var(Var::Principal) if attr == "function" => Some(Read::Word(WordField::Function)),
        Expr::Var(Var::Context) => WordField::named(attr)
            .map(Read::Word)
            .or_else(|| Flag::named(attr).map(Read::Flag))
            .or_else(|| NumberField::named(attr).map(Read::Number)),
        _ => None,
    }
}

fn number(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::Literal(Literal::Long(value)) => Some(*value),
        Expr::UnaryOp { op: UnaryOp::Neg, expr } => number(expr)?.checked_neg(),
        _ => None,
    }
}

fn equal(field: &Expr, value: &Expr) -> Option<Cond> {
    match (read(field)?, value) {
        (Read::Word(field), Expr::Literal(Literal::String(word))) if field != WordField::Act => Some(one(field, word)),
        (Read::Word(WordField::Act), Expr::Literal(Literal::EntityUID(uid))) => Some(one(WordField::Act, &uid.eid)),
        (Read::Flag(flag), Expr::Literal(Literal::Bool(true))) => Some(Cond::Flag(flag)),
        (Read::Flag(flag), Expr::Literal(Literal::Bool(false))) => Some(not(Cond::Flag(flag))),
        (Read::Number(field), value) => {
            let value = number(value)?;
            Some(Cond::All(vec![Cond::AtLeast(field, value), not(Cond::AtLeast(field, value.checked_add(1)?))]))
        }
        _ => None,
    }
}

/// `field >= value + more`.
fn at_least(field: &Expr, value: &Expr, more: i64) -> Option<Cond> {
    let Read::Number(field) = read(field)? else { return None };
    Some(Cond::AtLeast(field, number(value)?.checked_add(more)?))
}

/// `field <= value - less`, which is not `field >= value - less + 1`.
fn at_most(field: &Expr, value: &Expr, less: i64) -> Option<Cond> {
    let Read::Number(field) = read(field)? else { return None };
    Some(not(Cond::AtLeast(field, number(value)?.checked_sub(less)?.checked_add(1)?)))
}

fn contains(set: &Expr, field: &Expr) -> Option<Cond> {
    let Expr::Set(items) = set else { return None };
    let Read::Word(field) = read(field)? else { return None };
    if field == WordField::Act {
        return actions(set);
    }
    let words = items.iter().map(|item| match &**item {
        Expr::Literal(Literal::String(word)) => Some(word.to_string()),
        _ => None,
    });
    Some(Cond::Word(field, words.collect::<Option<_>>()?))
}

fn actions(expr: &Expr) -> Option<Cond> {
    let uid = |expr: &Expr| match expr {
        Expr::Literal(Literal::EntityUID(uid)) => Some(uid.eid.to_string()),
        _ => None,
    };
    let words = match expr {
        Expr::Set(items) => items.iter().map(|item| uid(item)).collect::<Option<_>>()?,
        single => BTreeSet::from([uid(single)?]),
    };
    Some(Cond::Word(WordField::Act, words))
}

fn complain(cond: &Cond, complaints: &mut Vec<String>) {
    match cond {
        Cond::Word(field, words) => {
            let Some(known) = field.words() else { return };
            for word in words.iter().filter(|word| !known.contains(&word.as_str())) {
                let near = strategy::words::nearest(word, known.iter().copied());
                let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                complaints.push(format!("`{word}` is not a word for `{}`{hint}", field.name()));
            }
        }
        Cond::Not(inner) => complain(inner, complaints),
        Cond::All(parts) | Cond::Any(parts) => parts.iter().for_each(|part| complain(part, complaints)),
        _ => {}
    }
}
