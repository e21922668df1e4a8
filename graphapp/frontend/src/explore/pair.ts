import { button, make, needed } from "../page/dom";
import { bridgeMark, explained, isBridge } from "./bridges";
import { why } from "./evidence";
import { compared } from "./paths";
import type { Part, Shown } from "./shown";
import { relationsBetween } from "./side";
import type { Store } from "./store";
import type { Words } from "./words";

const WAYS = 5; // Ways that are told at first.

/** What is asked of two things: the shortest paths between them, step by step with sources, or what they have in common. */
export class PairPanel implements Part {
  readonly #panel = needed("pair");
  #shown: Shown | null = null;
  /** The pair all of whose ways are told. */
  #whole = "";

  constructor(
    readonly store: Store,
    readonly words: Words,
    readonly select: (id: string) => void,
  ) {}

  show(shown: Shown): void {
    this.#shown = shown;
    const { pair } = shown.state;
    this.#panel.hidden = pair === null;
    if (pair === null) {
      this.#panel.replaceChildren();
      return;
    }
    const done = button(this.words.say("close"), () => this.store.change({ pair: null }), { class: "plain" });
    const one = shown.landscape.placeOf.get(pair.one);
    const other = shown.landscape.placeOf.get(pair.other);
    if (one === undefined || other === undefined) {
      const from = one === undefined ? pair.one : this.#name(shown, one);
      const asked = this.words.say(pair.how === "path" ? "pathFrom" : "compareWith");
      this.#panel.replaceChildren(
        make("h2", {}, `${asked}: ${from}`),
        make("p", {}, this.words.say("chooseOther")),
        done,
      );
      return;
    }
    const told = pair.how === "path" ? this.#paths(shown, one, other) : this.#comparison(shown, one, other);
    this.#panel.replaceChildren(...told, done);
  }

  #paths(shown: Shown, from: number, to: number): HTMLElement[] {
    const { paths } = shown;
    const names = { one: this.#name(shown, from), other: this.#name(shown, to) };
    if (paths === null || paths.length < 0) return [make("h2", {}, this.words.say("noPath", names))];
    const heading = this.words.say(paths.count === 1 ? "onePath" : "paths", {
      ...names,
      count: paths.count,
      steps: paths.length,
    });
    const whole = this.#whole === this.#asked(shown);
    const ways = paths.ways.slice(0, whole ? undefined : WAYS);
    const told = [make("h2", {}, heading), ...ways.map((way) => this.#way(shown, way))];
    const crossed = ways.flatMap((way) => way.slice(1).map((place, step) => [way[step] ?? place, place]));
    if (crossed.some(([one = 0, other = 0]) => isBridge(shown.landscape, one, other)))
      told.push(explained(this.words));
    const listed = paths.ways.length - ways.length;
    const rest = paths.count - paths.ways.length;
    if (listed > 0) {
      const text = this.words.say("listMoreWays", { count: listed });
      told.push(button(text, () => this.#tellAll(), { class: "plain", id: "more-ways" }));
    } else if (rest > 0)
      told.push(make("p", { class: "quiet" }, this.words.say("moreWays", { count: rest })));
    return told;
  }

  /** A way step by step: each thing, and what ties it to the next. */
  #way(shown: Shown, way: readonly number[]): HTMLElement {
    const { landscape, state } = shown;
    const list = make("ol", { class: "way" });
    for (const [step, place] of way.entries()) {
      const item = make("li", {}, this.#link(shown, place));
      const next = way[step + 1];
      if (next !== undefined) {
        const relations = make(
          "span",
          { class: "step quiet" },
          relationsBetween(shown, place, next, this.words),
        );
        if (isBridge(landscape, place, next)) relations.append(" ", bridgeMark(this.words));
        const ends = [landscape.ids[place] ?? "", landscape.ids[next] ?? ""] as const;
        item.append(relations, why(state.projection, ...ends, this.words));
      }
      list.append(item);
    }
    return list;
  }

  #asked({ state }: Shown): string {
    return `${state.projection} ${state.pair?.one} ${state.pair?.other}`;
  }

  #tellAll(): void {
    if (this.#shown === null) return;
    this.#whole = this.#asked(this.#shown);
    this.show(this.#shown);
    this.#panel.querySelectorAll<HTMLElement>(".way")[WAYS]?.querySelector<HTMLElement>("button")?.focus();
  }

  #comparison(shown: Shown, one: number, other: number): HTMLElement[] {
    const { shared, onlyOne, onlyOther } = compared(shown.landscape, shown.view, one, other);
    const part = (name: string, places: readonly number[]) => {
      const list = make("ul", {}, ...places.map((place) => make("li", {}, this.#link(shown, place))));
      const count = make("span", { class: "count" }, this.words.count(places.length));
      return make("details", {}, make("summary", {}, `${name} `, count), list);
    };
    const both = part(this.words.say("shared"), shared);
    (both as HTMLDetailsElement).open = true;
    return [
      make("h2", {}, `${this.#name(shown, one)} · ${this.#name(shown, other)}`),
      both,
      part(this.words.say("onlyOf", { name: this.#name(shown, one) }), onlyOne),
      part(this.words.say("onlyOf", { name: this.#name(shown, other) }), onlyOther),
    ];
  }

  #link(shown: Shown, place: number): HTMLElement {
    return button(this.#name(shown, place), () => this.select(shown.landscape.ids[place] ?? ""), {
      class: "as-link",
    });
  }

  #name(shown: Shown, place: number): string {
    return shown.landscape.labels[place] ?? "";
  }
}
