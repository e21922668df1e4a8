import { make, needed } from "../page/dom";
import { type Choice, moved } from "../search/choice";
import { highlighted } from "../search/suggestions";
import { Names } from "./finding";
import { kindOf, type Part, type Shown } from "./shown";
import type { Words } from "./words";

/** Finds things of the network by their names while somebody types (editable combobox of the ARIA Authoring Practices). */
export class SearchBox implements Part {
  readonly #field = needed<HTMLInputElement>("explore-find");
  readonly #list = make("ul", { class: "suggestions", id: "explore-found", role: "listbox" });
  #names: { readonly of: string; readonly names: Names } | null = null;
  #shown: Shown | null = null;
  #places: readonly number[] = [];
  #choice: Choice = null;

  constructor(
    readonly words: Words,
    readonly pick: (id: string) => void,
    readonly say: (text: string) => void,
  ) {
    this.#list.hidden = true;
    this.#list.setAttribute("aria-label", this.#field.placeholder);
    needed("explore-search").append(this.#list);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-controls", this.#list.id],
      ["aria-expanded", "false"],
    ] as const) {
      this.#field.setAttribute(name, value);
    }
    this.#field.addEventListener("input", () => this.#suggest());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option !== null) this.#take([...this.#list.children].indexOf(option));
    });
  }

  show(shown: Shown): void {
    this.#shown = shown;
    const of = shown.landscape.projection + shown.landscape.release;
    if (this.#names?.of !== of) this.#names = { of, names: new Names(shown.landscape.labels) };
  }

  #suggest(): void {
    const shown = this.#shown;
    const typed = this.#field.value.trim();
    if (shown === null || this.#names === null || typed === "") {
      this.#close();
      return;
    }
    this.#places = this.#names.names.find(typed, (place) => shown.measure.values[place] ?? 0);
    this.#list.replaceChildren(
      ...this.#places.map((place, number) => this.#option(shown, place, number, typed)),
    );
    this.#list.hidden = this.#places.length === 0;
    this.#field.setAttribute("aria-expanded", String(this.#places.length > 0));
    this.#choose(this.#places.length > 0 ? 0 : null);
    this.say(
      this.#places.length > 0
        ? this.words.say("matches", { count: this.#places.length })
        : this.words.say("noMatch"),
    );
  }

  #option({ landscape, view }: Shown, place: number, number: number, typed: string): HTMLElement {
    const label = make("span", { class: "suggestion-label" });
    for (const [part, marked] of highlighted(landscape.labels[place] ?? "", typed)) {
      label.append(marked ? make("mark", {}, part) : part);
    }
    const option = make(
      "li",
      { id: `${this.#list.id}-${number}`, role: "option", "aria-selected": "false" },
      label,
      make("span", { class: "suggestion-kind" }, kindOf(landscape, place)),
    );
    if (view.things[place] !== 1) option.classList.add("not-shown");
    return option;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#list.hidden) this.#suggest();
      else this.#choose(moved(this.#choice, event.key, this.#places.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.#list.hidden) this.#take(this.#choice ?? 0);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.#list.hidden) this.#field.value = "";
      else this.#close();
    }
  }

  #choose(choice: Choice): void {
    this.#choice = choice;
    for (const [number, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(number === choice));
    }
    const chosen = choice === null ? undefined : this.#list.children[choice];
    if (chosen === undefined) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", chosen.id);
    chosen?.scrollIntoView({ block: "nearest" });
  }

  #take(number: number): void {
    const id = this.#shown?.landscape.ids[this.#places[number] ?? -1];
    this.#close();
    if (id === undefined) return;
    this.#field.value = "";
    this.pick(id);
  }

  #close(): void {
    this.#list.hidden = true;
    this.#choose(null);
    this.#field.setAttribute("aria-expanded", "false");
  }
}
