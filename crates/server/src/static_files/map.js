// The strategy map: pointing at a card, or reaching it by keyboard, shows which cards it is linked to.
export function map() {
  const region = document.querySelector("[data-map]");
  if (!region) return;
  const cards = [...region.querySelectorAll("[data-node]")];
  const mark = (card) => {
    const near = new Set(card ? card.dataset.near.split(" ") : []);
    region.classList.toggle("lit", Boolean(card));
    for (const one of cards) one.classList.toggle("near", one === card || near.has(one.dataset.node));
  };
  const of = (event) => event.target.closest?.("[data-node]");
  region.addEventListener("pointerover", (event) => mark(of(event)));
  region.addEventListener("pointerleave", () => mark(null));
  region.addEventListener("focusin", (event) => mark(of(event)));
  region.addEventListener("focusout", () => mark(null));
}
