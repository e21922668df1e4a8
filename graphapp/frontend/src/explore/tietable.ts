import { button, make, needed } from "../page/dom";
import { bridgeMark } from "./bridges";
import { at } from "./landscape";
import type { Part, Shown } from "./shown";
import type { Words } from "./words";

const AT_ONCE = 50;

/** The ties of the picture as a table, the strongest first, and of these the ones between the largest things. */
export class TieTable implements Part {
  readonly #rows = needed("tie-rows");
  readonly #more = needed<HTMLButtonElement>("tie-more");
  readonly #fold = needed<HTMLDetailsElement>("ties-fold");
  #most = AT_ONCE;
  #shown: Shown | null = null;

  constructor(
    readonly words: Words,
    readonly select: (id: string) => void,
  ) {
    this.#fold.addEventListener("toggle", () => this.#shown !== null && this.show(this.#shown));
    this.#more.addEventListener("click", () => {
      const first = this.#most;
      this.#most += 4 * AT_ONCE;
      if (this.#shown !== null) this.show(this.#shown);
      this.#rows.children[first]?.querySelector<HTMLElement>("button")?.focus();
    });
  }

  show(shown: Shown): void {
    this.#shown = shown;
    needed("tie-count").textContent = this.words.count(shown.view.tieCount);
    if (!this.#fold.open) return;
    const { ties } = shown.landscape;
    const size = (place: number) => shown.measure.values[place] ?? 0;
    const sizes = (tie: number) => size(at(ties.source, tie)) + size(at(ties.target, tie));
    const listed = [...ties.source.keys()]
      .filter((tie) => shown.view.ties[tie] === 1)
      .sort((one, other) => at(ties.weight, other) - at(ties.weight, one) || sizes(other) - sizes(one));
    this.#rows.replaceChildren(...listed.slice(0, this.#most).map((tie) => this.#row(shown, tie)));
    const rest = listed.length - Math.min(listed.length, this.#most);
    this.#more.hidden = rest === 0;
    this.#more.textContent = this.words.say("more", { count: rest });
  }

  #row({ landscape }: Shown, tie: number): HTMLElement {
    const { source, target, relation, weight, begin, end, bridges } = landscape.ties;
    const thing = (place: number) =>
      button(landscape.labels[place] ?? "", () => this.select(landscape.ids[place] ?? ""), {
        class: "as-link",
      });
    const told = make("td", {}, landscape.relations[at(relation, tie)]?.name ?? "");
    if (bridges.has(tie)) told.append(" ", bridgeMark(this.words));
    return make(
      "tr",
      {},
      make("td", {}, thing(at(source, tie))),
      told,
      make("td", {}, thing(at(target, tie))),
      make("td", {}, this.words.years(begin[tie], end[tie])),
      make("td", { class: "num" }, this.words.count(at(weight, tie))),
    );
  }
}
