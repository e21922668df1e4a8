import { button, make, needed } from "../page/dom";
import { bridgeMark, explained, isBridge } from "./bridges";
import { why } from "./evidence";
import { folding, unfolding } from "./folding";
import { at, type Landscape, tiesOf } from "./landscape";
import { neighbours } from "./paths";
import { kindOf, type Part, type Shown } from "./shown";
import { MOST_STEPS } from "./state";
import type { Store } from "./store";
import type { Words } from "./words";

const MOST = 40;

/** The card of the selected thing: what is known of it, with sources, what can be done with it, and what it is tied to. */
export class Side implements Part {
  readonly #side = needed("side");
  readonly #card = needed("card");
  readonly #acts = needed("acts");
  readonly #around = needed("around-list");
  readonly #full = needed("side-full");
  #of = "";
  #asked = new AbortController();
  #loaded: Promise<void> = Promise.resolve();

  constructor(
    readonly store: Store,
    readonly words: Words,
    readonly select: (id: string) => void,
    readonly leave: () => void,
  ) {
    needed("side-close").addEventListener("click", () => this.leave());
    this.#side.addEventListener("keydown", (event) => {
      if (
        event.key === "Escape" &&
        !(event.target instanceof Element && event.target.closest(".evidence[open]"))
      )
        this.leave();
    });
    this.#full.addEventListener("click", () => this.open(!this.#side.classList.contains("full")));
  }

  show(shown: Shown): void {
    const { landscape, selected, state } = shown;
    this.#side.hidden = selected < 0 && state.pair === null;
    for (const part of [this.#card, this.#acts, needed("around")]) part.hidden = selected < 0;
    if (selected < 0) {
      this.#of = "";
      return;
    }
    const id = landscape.ids[selected] ?? "";
    if (id !== this.#of) {
      this.#of = id;
      this.#loaded = this.#load(id, landscape.labels[selected] ?? "");
    }
    this.#actsOn(shown, id);
    this.#neighbours(shown);
  }

  /** How much of the picture's right the card covers, in pixels. */
  get covers(): number {
    return getComputedStyle(this.#side).position === "absolute" ? this.#side.offsetWidth : 0;
  }

  /** Show all of the card (on a narrow window it lies at the lower edge, and only its head is seen at first). */
  open(full: boolean): void {
    this.#side.classList.toggle("full", full);
    this.#full.setAttribute("aria-expanded", String(full));
  }

  /** Go to the card's heading as soon as it is there. */
  async enter(): Promise<void> {
    this.open(true);
    await this.#loaded;
    this.#card.querySelector<HTMLElement>("h2")?.focus();
  }

  async #load(id: string, name: string): Promise<void> {
    this.#asked.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const heading = make(
      "h2",
      { tabindex: "-1" },
      make("a", { href: `/${this.words.language}/${id}` }, name),
    );
    this.#card.replaceChildren(make("article", { class: "card" }, heading));
    try {
      const response = await fetch(`/${this.words.language}/explore/card?thing=${encodeURIComponent(id)}`, {
        signal: asked.signal,
        headers: { Accept: "text/html" },
      });
      if (!response.ok) throw new Error(String(response.status));
      const read = new DOMParser().parseFromString(await response.text(), "text/html");
      const card = read.querySelector("article.card");
      if (card === null || asked.signal.aborted) return;
      const focused = this.#card.contains(document.activeElement);
      this.#card.replaceChildren(document.adoptNode(card));
      if (focused) this.#card.querySelector<HTMLElement>("h2")?.focus();
    } catch {
      if (!asked.signal.aborted)
        this.#card.append(make("p", { class: "quiet" }, this.words.say("cardFailed")));
    }
  }

  #actsOn({ landscape, state, view }: Shown, id: string): void {
    const { words, store } = this;
    const focused = document.activeElement?.getAttribute("data-act");
    const act = (name: string, text: string, does: () => void, pressed?: boolean) =>
      button(text, does, {
        class: "plain",
        "data-act": name,
        ...(pressed === undefined ? {} : { "aria-pressed": String(pressed) }),
      });
    const unfold = unfolding(landscape, state, view, id);
    const fold = folding(landscape, state, view, id);
    const pinned = state.pinned.includes(id);
    const steps = make(
      "span",
      { class: "focus-steps", role: "group", "aria-label": words.say("focus") },
      `${words.say("focus")} `,
    );
    for (let step = 1; step <= MOST_STEPS; step += 1) {
      const on = state.focus === id && state.steps === step;
      steps.append(
        act(
          `focus-${step}`,
          String(step),
          () => store.change(on ? { focus: "" } : { focus: id, steps: step }),
          on,
        ),
      );
    }
    this.#acts.replaceChildren(
      ...(unfold === null ? [] : [act("expand", words.say("expand"), () => store.change(unfold))]),
      ...(fold === null ? [] : [act("collapse", words.say("collapse"), () => store.change(fold))]),
      act("pin", words.say(pinned ? "unpin" : "pin"), () => store.toggle("pinned", id), pinned),
      act("hide", words.say("hideThing"), () => {
        store.change({ hidden: [...store.state.hidden, id], selected: "" });
        this.leave();
      }),
      act("path", words.say("pathFrom"), () => store.change({ pair: { how: "path", one: id, other: "" } })),
      act("compare", words.say("compareWith"), () =>
        store.change({ pair: { how: "compare", one: id, other: "" } }),
      ),
      steps,
    );
    if (state.focus !== "")
      this.#acts.append(act("unfocus", words.say("unfocus"), () => store.change({ focus: "" })));
    // What would change nothing is not offered; then its counterpart is.
    const counterpart = focused === "expand" ? "collapse" : "expand";
    for (const name of focused ? [counterpart, focused] : [])
      this.#acts.querySelector<HTMLElement>(`[data-act="${name}"]`)?.focus();
  }

  #neighbours(shown: Shown): void {
    const { landscape, view, selected, measure, state } = shown;
    const places = neighbours(landscape, view, selected).sort(
      (one, other) => (measure.values[other] ?? 0) - (measure.values[one] ?? 0),
    );
    needed("around-heading").textContent =
      `${this.words.say("neighbours")} ${this.words.count(places.length)}`;
    const bridges = new Set(places.filter((place) => isBridge(landscape, selected, place)));
    needed("around-bridges").replaceChildren(...(bridges.size > 0 ? [explained(this.words)] : []));
    this.#around.replaceChildren(
      ...places.slice(0, MOST).map((place) => {
        const id = landscape.ids[place] ?? "";
        return make(
          "li",
          {},
          button(landscape.labels[place] ?? "", () => this.select(id), { class: "as-link" }),
          make(
            "span",
            { class: "quiet" },
            ` ${kindOf(landscape, place)}, ${relationsBetween(shown, selected, place, this.words)}`,
          ),
          ...(bridges.has(place) ? [" ", bridgeMark(this.words)] : []),
          why(state.projection, landscape.ids[selected] ?? "", id, this.words),
        );
      }),
    );
    if (places.length > MOST) {
      this.#around.append(
        make("li", { class: "quiet" }, this.words.say("more", { count: places.length - MOST })),
      );
    }
  }
}

/** How the ties from one thing to another read, with their years. */
export function relationsBetween(
  { landscape, view }: { landscape: Landscape; view: Shown["view"] },
  one: number,
  other: number,
  words: Words,
): string {
  const told = new Set<string>();
  for (const { other: end, tie } of tiesOf(landscape, one)) {
    if (end !== other || view.ties[tie] !== 1) continue;
    const relation = landscape.relations[at(landscape.ties.relation, tie)];
    const text = (landscape.ties.source[tie] === one ? relation?.name : relation?.inverse) ?? "";
    const years = words.years(landscape.ties.begin[tie], landscape.ties.end[tie]);
    told.add(years === "" ? text : `${text} (${years})`);
  }
  return [...told].join("; ");
}
