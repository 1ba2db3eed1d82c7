//! The one place where Cedar is asked: a question becomes a request, its answer a ruling.

use cedar_policy::{Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request, RestrictedExpression};
use std::{collections::HashMap, str::FromStr};
use strategy::Function;

use crate::{
    Ask, Jurisdiction,
    field::{self, Flag, NumberField, WordField},
    function_word,
    load::Rule,
    ruling::{Ruling, ruling},
};

/// What every request shares.
pub(crate) struct Cedar {
    authorizer: Authorizer,
    people: Entities,
    thing: EntityUid,
}

impl Cedar {
    /// One person for each function.
    pub(crate) fn new() -> Option<Cedar> {
        let person = |function: &Function| {
            let word = function_word(*function);
            let attributes = HashMap::from([("function".to_owned(), RestrictedExpression::new_string(word.into()))]);
            Entity::new(uid("Person", word)?, attributes, Default::default()).ok()
        };
        let people: Vec<Entity> = Function::ALL.iter().map(person).collect::<Option<_>>()?;
        Some(Cedar { authorizer: Authorizer::new(), people: Entities::from_entities(people, None).ok()?, thing: uid("Thing", "thing")? })
    }

    /// Asks the policies. A question that Cedar does not take is `None`: the caller forbids.
    pub(crate) fn ask(&self, rules: &[Rule], policies: &PolicySet, ask: &Ask, place: &Jurisdiction) -> Option<Ruling> {
        let request = Request::new(
            uid("Person", function_word(ask.function))?,
            uid("Action", ask.act.as_str())?,
            self.thing.clone(),
            context(ask, place)?,
            None,
        )
        .ok()?;
        let response = self.authorizer.is_authorized(&request, policies, &self.people);
        Some(ruling(rules, &response, ask.act, ask.class))
    }
}

fn uid(kind: &str, id: &str) -> Option<EntityUid> {
    Some(EntityUid::from_type_name_and_id(EntityTypeName::from_str(kind).ok()?, EntityId::new(id)))
}

fn context(ask: &Ask, place: &Jurisdiction) -> Option<Context> {
    let words = WordField::ALL.iter().filter(|field| !matches!(field, WordField::Function | WordField::Act));
    let words = words.map(|f| (f.name().to_owned(), RestrictedExpression::new_string(field::word(*f, ask, place).to_owned())));
    let flags = Flag::ALL.iter().map(|flag| (flag.name().to_owned(), RestrictedExpression::new_bool(flag.of(ask))));
    let numbers = NumberField::ALL.iter().map(|f| (f.name().to_owned(), RestrictedExpression::new_long(f.of(ask))));
    Context::from_pairs(words.chain(flags).chain(numbers)).ok()
}
