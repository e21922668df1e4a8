import { button, make, needed } from "../page/dom";
import { kindOf, type Part, ranked, type Shown } from "./shown";
import type { Store } from "./store";
import type { Words } from "./words";

const AT_ONCE = 50;

/** What the picture shows as a table, the largest first; rows are chosen and selected as things in the picture are. */
export class Table implements Part {
  readonly #rows = needed("follow-rows");
  readonly #more = needed<HTMLButtonElement>("follow-more");
  #most = AT_ONCE;
  #shown: Shown | null = null;

  constructor(
    readonly store: Store,
    readonly words: Words,
    readonly select: (id: string) => void,
  ) {
    this.#more.addEventListener("click", () => {
      const first = this.#most;
      this.#most += 4 * AT_ONCE;
      if (this.#shown !== null) this.show(this.#shown);
      this.#rows.children[first]?.querySelector<HTMLElement>("button")?.focus();
    });
    needed("chosen-only").addEventListener("click", () => {
      const chosen = new Set(store.state.chosen);
      const others = (this.#shown === null ? [] : ranked(this.#shown)).map(
        (place) => this.#shown?.landscape.ids[place] ?? "",
      );
      store.change({ hidden: [...store.state.hidden, ...others.filter((id) => !chosen.has(id))] });
    });
    needed("chosen-hide").addEventListener("click", () =>
      store.change({ hidden: [...new Set([...store.state.hidden, ...store.state.chosen])], chosen: [] }),
    );
    needed("chosen-none").addEventListener("click", () => store.change({ chosen: [] }));
  }

  show(shown: Shown): void {
    this.#shown = shown;
    const places = ranked(shown);
    const { state, landscape, measure } = shown;
    needed("follow-count").textContent = this.words.count(places.length);
    needed("measure-heading").textContent = measure.name;
    const chosen = new Set(state.chosen);
    const focused = document.activeElement;
    const kept =
      focused instanceof HTMLElement && this.#rows.contains(focused) ? focused.dataset["at"] : undefined;
    this.#rows.replaceChildren(
      ...places.slice(0, this.#most).map((place) => this.#row(shown, place, chosen)),
    );
    if (kept !== undefined) this.#rows.querySelector<HTMLElement>(`[data-at="${CSS.escape(kept)}"]`)?.focus();
    const rest = places.length - Math.min(places.length, this.#most);
    this.#more.hidden = rest === 0;
    this.#more.textContent = this.words.say("more", { count: rest });
    const count = state.chosen.filter((id) => landscape.placeOf.has(id)).length;
    needed("chosen-count").textContent = this.words.say("chosen", { count });
    for (const id of ["chosen-only", "chosen-hide", "chosen-none"])
      needed<HTMLButtonElement>(id).disabled = count === 0;
  }

  #row({ landscape, measure, selected }: Shown, place: number, chosen: ReadonlySet<string>): HTMLElement {
    const id = landscape.ids[place] ?? "";
    const name = landscape.labels[place] ?? "";
    const box = make("input", {
      type: "checkbox",
      "aria-label": this.words.say("choose", { name }),
      "data-at": `box ${id}`,
    });
    box.checked = chosen.has(id);
    box.addEventListener("change", () => this.store.toggle("chosen", id));
    const select = button(name, () => this.select(id), { class: "as-link", "data-at": id });
    const fields = (landscape.fieldsOf[place] ?? []).map((field) => landscape.fields[field]?.name ?? "");
    const districts = (landscape.districtsOf[place] ?? []).map(
      (district) => landscape.districts[district]?.name ?? "",
    );
    const begin = landscape.begin[place];
    const row = make(
      "tr",
      {},
      make("td", {}, box),
      make("td", {}, select),
      make("td", {}, kindOf(landscape, place)),
      make("td", {}, fields.join(", ")),
      make("td", {}, districts.join(", ")),
      make("td", {}, begin == null ? "" : String(begin)),
      make("td", { class: "num" }, this.words.measured(measure.values[place])),
    );
    if (place === selected) row.setAttribute("aria-current", "true");
    return row;
  }
}
