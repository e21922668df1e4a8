import { found, make, needed } from "../page/dom";
import type { Entry } from "./colours";
import type { Landscape } from "./landscape";
import type { Part, Shown } from "./shown";
import type { Store } from "./store";
import { NO_FIELD } from "./visible";
import type { Words } from "./words";

/** What the colours mean; an entry that is clicked is left out, or shown again. */
export class Legend implements Part {
  readonly #list = needed("legend");
  readonly #kinds = needed("kinds");
  readonly #fields = needed("fields");
  readonly #all = needed<HTMLButtonElement>("show-all");

  constructor(
    readonly store: Store,
    readonly words: Words,
  ) {
    this.#all.addEventListener("click", () => store.change({ without: [], hidden: [] }));
  }

  show({ landscape, state, colouring }: Shown): void {
    const without = new Set(state.without);
    this.#fill(this.#list, colouring.entries, without);
    const counts = landscape.kinds.map(() => 0);
    for (const kind of landscape.kind) counts[kind] = (counts[kind] ?? 0) + 1;
    const kinds = landscape.kinds
      .map((kind, place) => ({ ...kind, colour: "", count: counts[place] ?? 0 }))
      .filter((kind) => kind.count > 0)
      .sort((one, other) => other.count - one.count);
    this.#fill(this.#kinds, kinds, without);
    this.#fill(this.#fields, this.#ofFields(landscape), without);
    needed("fields-fold").hidden = state.colour === "field";
    needed("kinds-fold").hidden = state.colour === "kind";
    this.#all.hidden = state.without.length === 0 && state.hidden.length === 0;
    const explained = found("community-explained");
    if (explained !== null) explained.hidden = state.colour !== "community";
  }

  /** The fields with how many things each has, those of several fields in each of them. */
  #ofFields({ fields, fieldsOf }: Landscape): Entry[] {
    const counts = fields.map(() => 0);
    for (const field of fieldsOf.flat()) counts[field] = (counts[field] ?? 0) + 1;
    const none = fieldsOf.filter((of) => of.length === 0).length;
    return [
      ...fields.map((field, place) => ({ ...field, colour: "", count: counts[place] ?? 0 })),
      { id: NO_FIELD, name: this.words.say("noField"), colour: "", count: none },
    ].filter((field) => field.count > 0);
  }

  #fill(list: HTMLElement, entries: readonly Entry[], without: ReadonlySet<string>): void {
    const focused = document.activeElement?.getAttribute("data-entry");
    list.replaceChildren(...entries.map((entry) => this.#entry(entry, !without.has(entry.id))));
    if (focused) list.querySelector<HTMLElement>(`[data-entry="${CSS.escape(focused)}"]`)?.focus();
  }

  #entry(entry: Entry, on: boolean): HTMLElement {
    const dot = make("span", { class: "dot", "aria-hidden": "true" });
    if (entry.colour === "") dot.hidden = true;
    else dot.style.setProperty("--dot", entry.colour);
    const toggle = make(
      "button",
      { type: "button", class: "legend-entry", "aria-pressed": String(on), "data-entry": entry.id },
      dot,
      make("span", { class: "legend-name" }, entry.name),
      make("span", { class: "count" }, this.words.count(entry.count)),
    );
    toggle.title = this.words.say(on ? "hide" : "show", { name: entry.name });
    toggle.addEventListener("click", () => this.store.toggle("without", entry.id));
    return make("li", {}, toggle);
  }
}
