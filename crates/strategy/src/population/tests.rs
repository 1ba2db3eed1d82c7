use proptest::prelude::*;

use super::{Dimension, Domain, Population, gap_words};

fn p(text: &str) -> Population {
    Population::parse(text).expect(text)
}

#[test]
fn a_label_for_reduced_ejection_fraction_serves_part_of_heart_failure() {
    let need = p("disease = heart failure; age = 18..");
    let label = p("disease = heart failure; age = 18..; ejection_fraction = ..40");
    assert!(need.contains(&label) && !label.contains(&need) && need.overlaps(&label));
    assert_eq!(gap_words(&need.difference(&label)), "ejection fraction above 40 %");
    assert_eq!(label.words(), "heart failure; age 18 years and over; ejection fraction up to 40 %");
}

#[test]
fn words_and_nodes_and_open_ends_are_named() {
    let all = p("severity = mild, moderate, severe");
    assert!(all.is_everyone(), "a criterion that excludes nobody is not kept");
    assert_eq!(gap_words(&p("nyha = I, II, III").difference(&p("nyha = II, III, IV"))), "NYHA class I");
    assert_eq!(gap_words(&p("region = US").difference(&p("region = US/Northeast"))), "region US other than Northeast");
    assert_eq!(gap_words(&p("").difference(&p("disease = heart failure"))), "disease other than heart failure");
    assert_eq!(gap_words(&p("age = 12..").difference(&p("age = 18..<65"))), "age from 12 to under 18 years or 65 years and over");
    assert!(p("age = ..17").difference(&p("age = 18.."))[0].disjoint);
}

#[test]
fn what_cannot_be_read_is_said() {
    for (text, says) in [
        ("agee = 18..", "did you mean `age`?"),
        ("age = young", "not an interval"),
        ("sex = other", "not one of female, male"),
        ("age = 18..; age = ..12", "nobody meets both"),
        ("ejection_fraction = 120..", "no `ejection_fraction` lies in"),
        ("heart failure", "write `dimension = value`"),
    ] {
        let said = Population::parse(text).expect_err(text);
        assert!(said.contains(says), "{text}: {said}");
    }
}

/// Any population that can be written.
fn populations() -> impl Strategy<Value = Population> {
    let criterion = |dimension: Dimension| -> BoxedStrategy<String> {
        match dimension.domain() {
            Domain::Numbers(_, low, high) => {
                let (low, high) = (low.unwrap_or(0) / 1000, high.unwrap_or(200_000) / 1000);
                (low..=high, low..=high, 0..6)
                    .prop_map(|(a, b, shape)| {
                        let (a, b) = (a.min(b), a.max(b));
                        match shape {
                            0 => format!("{a}.."),
                            1 => format!("..{b}"),
                            2 => format!(">{a}"),
                            3 => format!("{a}..<{}", b + 1),
                            _ => format!("{a}..{b}"),
                        }
                    })
                    .prop_filter("meets the natural limits", move |t| Population::parse(&format!("{} = {t}", dimension.as_str())).is_ok())
                    .boxed()
            }
            Domain::Words(words) => proptest::sample::subsequence(words, 1..=words.len()).prop_map(|w| w.join(", ")).boxed(),
            Domain::Nodes => proptest::collection::vec("[ab](/[ab]){0,3}", 1..3).prop_map(|n| n.join(", ")).boxed(),
        }
    };
    proptest::sample::subsequence(Dimension::ALL, 0..=5)
        .prop_flat_map(move |dimensions| {
            dimensions.into_iter().map(|d| criterion(d).prop_map(move |c| format!("{} = {c}", d.as_str()))).collect::<Vec<_>>()
        })
        .prop_map(|parts| p(&parts.join("; ")))
}

/// Two populations that are likely to be related: the second narrows or replaces parts of the first.
fn pairs() -> impl Strategy<Value = (Population, Population)> {
    (populations(), populations(), any::<bool>()).prop_map(|(a, b, narrow)| match narrow {
        true => {
            let both = a.intersection(&b).unwrap_or_else(|| b.clone());
            (a, both)
        }
        false => (a, b),
    })
}

proptest! {
    #[test]
    fn contains_is_reflexive(a in populations()) {
        prop_assert!(a.contains(&a));
    }

    #[test]
    fn contains_is_transitive(a in populations(), b in populations(), c in populations()) {
        let ab = a.intersection(&b);
        if let Some(ab) = &ab && let Some(abc) = ab.intersection(&c) {
            prop_assert!(a.contains(ab) && ab.contains(&abc) && a.contains(&abc));
        }
        if a.contains(&b) && b.contains(&c) { prop_assert!(a.contains(&c)); }
    }

    #[test]
    fn contains_is_antisymmetric((a, b) in pairs()) {
        if a.contains(&b) && b.contains(&a) { prop_assert_eq!(&a, &b); }
    }

    #[test]
    fn the_difference_is_empty_exactly_when_contained((a, b) in pairs()) {
        prop_assert!(a.difference(&a).is_empty());
        prop_assert_eq!(a.difference(&b).is_empty(), b.contains(&a));
        prop_assert!(a.difference(&b).iter().all(|gap| !gap.words.trim_end().ends_with(&gap.dimension.label())), "a gap names who is left out");
    }

    #[test]
    fn overlap_is_symmetric_and_agrees_with_intersection((a, b) in pairs()) {
        prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
        prop_assert_eq!(a.overlaps(&b), a.intersection(&b).is_some());
        prop_assert_eq!(a.intersection(&b), b.intersection(&a));
        if let Some(both) = a.intersection(&b) { prop_assert!(a.contains(&both) && b.contains(&both)); }
        prop_assert_eq!(!a.overlaps(&b), a.difference(&b).iter().any(|gap| gap.disjoint));
    }

    #[test]
    fn text_and_json_give_the_same_population_back(a in populations()) {
        prop_assert_eq!(&p(&a.text()), &a);
        let json = serde_json::to_value(&a).unwrap();
        prop_assert_eq!(&serde_json::from_value::<Population>(json).unwrap(), &a);
    }
}
