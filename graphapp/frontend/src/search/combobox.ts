import { type Choice, moved } from "./choice";
import { highlighted, type Suggestion, suggestionsFor } from "./suggestions";

const PAUSE = 90; // Milliseconds without a key before the server is asked.
let lists = 0;

/**
 * Suggest while somebody types into the search field of `form`.
 *
 * This is the editable combobox with a list box of the ARIA Authoring Practices: the focus stays in the field, arrows choose,
 * Enter opens what is chosen (or searches for the text), Escape closes. `form.dataset.suggest` is the address to ask.
 */
export function searchAsYouType(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("input[type=search]");
  const address = form.dataset["suggest"];
  if (field !== null && address !== undefined) new Combobox(form, field, address);
}

class Combobox {
  readonly #list = document.createElement("ul");
  readonly #status = document.createElement("p");
  #suggestions: readonly Suggestion[] = [];
  #choice: Choice = null;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #asked = new AbortController();

  constructor(
    readonly form: HTMLFormElement,
    readonly field: HTMLInputElement,
    readonly address: string,
  ) {
    lists += 1;
    this.#list.id = `suggestions-${lists}`;
    this.#list.className = "suggestions";
    this.#list.hidden = true;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", form.dataset["suggestions"] ?? "");
    this.#status.className = "unseen";
    this.#status.setAttribute("role", "status");
    form.append(this.#list, this.#status);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-controls", this.#list.id],
      ["aria-expanded", "false"],
      ["autocomplete", "off"],
    ] as const) {
      field.setAttribute(name, value);
    }
    field.addEventListener("input", () => this.#ask());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => this.#close());
    // Keeps the focus in the field, so that the list is not closed before the click arrives.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#click(event));
  }

  #ask(): void {
    clearTimeout(this.#waiting);
    this.#asked.abort();
    const typed = this.field.value.trim();
    if (typed === "") {
      this.#close();
      return;
    }
    this.#waiting = setTimeout(async () => {
      const asked = new AbortController();
      this.#asked = asked;
      const suggestions = await suggestionsFor(this.address, typed, asked.signal);
      if (!asked.signal.aborted) this.#show(suggestions, typed);
    }, PAUSE);
  }

  #show(suggestions: readonly Suggestion[], typed: string): void {
    this.#suggestions = suggestions;
    this.#list.replaceChildren(
      ...suggestions.map((suggestion, place) => this.#option(suggestion, place, typed)),
    );
    this.#choose(null);
    const open = suggestions.length > 0 && document.activeElement === this.field;
    this.#list.hidden = !open;
    this.field.setAttribute("aria-expanded", String(open));
    const told = this.form.dataset["found"] ?? "";
    this.#status.textContent = open ? told.replace("{count}", String(suggestions.length)) : "";
  }

  #option(suggestion: Suggestion, place: number, typed: string): HTMLElement {
    const option = document.createElement("li");
    option.id = `${this.#list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const label = element("span", "suggestion-label");
    for (const [part, marked] of highlighted(suggestion.label, typed)) {
      label.append(marked ? element("mark", "", part) : part);
    }
    option.append(label, element("span", "suggestion-kind", suggestion.kind));
    if (suggestion.detail !== "") option.append(element("span", "suggestion-detail", suggestion.detail));
    return option;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (this.#list.hidden) this.#ask();
        else this.#choose(moved(this.#choice, event.key, this.#suggestions.length));
        event.preventDefault();
        break;
      case "Enter":
        if (!this.#list.hidden && this.#choice !== null) {
          event.preventDefault();
          this.#open(this.#choice);
        }
        break;
      case "Escape":
        if (!this.#list.hidden) {
          event.preventDefault();
          this.#close();
        } else {
          this.field.value = "";
        }
        break;
      case "Tab":
        this.#close();
        break;
    }
  }

  #click(event: MouseEvent): void {
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (option !== null) this.#open([...this.#list.children].indexOf(option));
  }

  #choose(choice: Choice): void {
    this.#choice = choice;
    for (const [place, option] of [...this.#list.children].entries()) {
      option.setAttribute("aria-selected", String(place === choice));
    }
    const chosen = choice === null ? undefined : this.#list.children[choice];
    if (chosen === undefined) this.field.removeAttribute("aria-activedescendant");
    else {
      this.field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    }
  }

  #open(place: number): void {
    const suggestion = this.#suggestions[place];
    if (suggestion !== undefined) window.location.assign(suggestion.address);
  }

  #close(): void {
    clearTimeout(this.#waiting);
    this.#asked.abort();
    this.#list.hidden = true;
    this.#choose(null);
    this.field.setAttribute("aria-expanded", "false");
    this.#status.textContent = "";
  }
}

function element(name: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.textContent = text;
  return made;
}
