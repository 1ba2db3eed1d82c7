//! The items that every tool gets to validate: five layers from needs to activities, one text and two links each.
//! The same items are written as a Doorstop tree, a StrictDoc project and a Lodestar folder.

/// One traceability item.
pub(crate) struct Item {
    /// Its layer, an index into [`LAYERS`].
    pub(crate) layer: usize,
    /// Its number in the layer, from 1.
    pub(crate) number: usize,
    /// Its text: one sentence.
    pub(crate) text: String,
    /// The numbers of the two items that it links to, one layer up; none in the first layer.
    pub(crate) links: Vec<usize>,
}

/// A layer of items: the peers' document, and Lodestar's kind with the field of the text and the field of the links.
pub(crate) struct Layer {
    pub(crate) document: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) text_field: &'static str,
    pub(crate) link_field: &'static str,
}

/// The layers, from the root.
pub(crate) const LAYERS: [Layer; 5] = [
    Layer { document: "NEED", kind: "need", text_field: "statement", link_field: "" },
    Layer { document: "CLAIM", kind: "claim", text_field: "text", link_field: "serves" },
    Layer { document: "MESSAGE", kind: "message", text_field: "text", link_field: "claims" },
    Layer { document: "CONTENT", kind: "content", text_field: "title", link_field: "messages" },
    Layer { document: "ACTIVITY", kind: "activity", text_field: "title", link_field: "uses" },
];

/// `count` items: one in a hundred is a root, the others share the remaining layers evenly.
/// The links are spread by fixed steps, so that every parent has children and the same count gives the same items.
pub(crate) fn items(count: usize) -> Vec<Item> {
    let roots = (count / 100).max(2);
    let share = (count - roots) / 4;
    let sizes = [roots, share, share, share, count - roots - 3 * share];
    let mut items = Vec::with_capacity(count);
    for (layer, size) in sizes.into_iter().enumerate() {
        for index in 0..size {
            let links = match layer {
                0 => vec![],
                _ => two_of(sizes[layer - 1], index),
            };
            let text = format!(
                "{} {}: people with heart failure and reduced ejection fraction start all four foundational therapies within sixty days of discharge",
                LAYERS[layer].kind,
                index + 1
            );
            items.push(Item { layer, number: index + 1, text, links });
        }
    }
    items
}

/// Two different numbers from 1 to `size`, which must be at least 2. The first covers all parents in turn.
fn two_of(size: usize, index: usize) -> Vec<usize> {
    let first = index % size;
    let step = 1 + index * 104_729 % (size - 1); // A prime, so that the second link is spread over all parents.
    vec![first + 1, (first + step) % size + 1]
}

impl Item {
    /// The item's name in Doorstop and StrictDoc: `CLAIM00012`.
    pub(crate) fn uid(&self) -> String {
        uid(self.layer, self.number)
    }

    /// The names of the items that it links to.
    pub(crate) fn parents(&self) -> impl Iterator<Item = String> {
        self.links.iter().map(|number| uid(self.layer - 1, *number))
    }
}

fn uid(layer: usize, number: usize) -> String {
    format!("{}{number:05}", LAYERS[layer].document)
}

/// The items with one link of the last one pointing at an item that does not exist: every tool must see that.
pub(crate) fn broken(count: usize) -> Vec<Item> {
    let mut items = items(count);
    if let Some(link) = items.last_mut().and_then(|item| item.links.last_mut()) {
        *link = 99_999;
    }
    items
}

/// How many links the items have.
pub(crate) fn links(items: &[Item]) -> usize {
    items.iter().map(|item| item.links.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_below_the_roots_has_two_different_parents_and_every_parent_a_child() {
        let all = items(1_000);
        assert_eq!(all.len(), 1_000);
        assert_eq!(links(&all), 2 * 990);
        for layer in 1..LAYERS.len() {
            let parents = all.iter().filter(|item| item.layer == layer - 1).count();
            let mut seen = vec![false; parents + 1];
            for item in all.iter().filter(|item| item.layer == layer) {
                assert_ne!(item.links[0], item.links[1]);
                item.links.iter().for_each(|number| seen[*number] = true);
            }
            assert!(seen[1..].iter().all(|seen| *seen), "a parent in layer {} has no child", layer - 1);
        }
    }

    #[test]
    fn the_broken_items_differ_in_one_link() {
        let (good, bad) = (items(200), broken(200));
        let differing = good.iter().zip(&bad).filter(|(a, b)| a.links != b.links).count();
        assert_eq!(differing, 1);
    }
}
