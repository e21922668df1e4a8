import { button, make } from "../page/dom";
import type { Kept, KeptQuery } from "./kept";
import { type PageData, say } from "./page";

/** The list of kept queries: click to write one into the editor, name the one that is written, delete. */
export class KeptPanel {
  readonly element = make("details", { class: "kept" });
  readonly #name = make("input", { id: "keep-name", autocomplete: "off", maxlength: 100, required: true });
  readonly #lists = make("div");

  constructor(
    readonly page: PageData,
    readonly kept: Kept,
    readonly written: () => string,
    readonly use: (query: string) => void,
  ) {
    const form = make(
      "form",
      { class: "keep" },
      make("div", { class: "choice" }, make("label", { for: "keep-name" }, say(page, "keepAs")), this.#name),
      make("button", { class: "minor" }, say(page, "keep")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = this.#name.value.trim();
      if (name === "") return;
      this.kept.keep(name, this.written(), Date.now());
      this.#name.value = "";
      this.fill();
    });
    const inside = make("p", { class: "quiet" }, say(page, "keptHere"));
    this.element.append(make("summary", {}, say(page, "kept")), inside, form, this.#lists);
    this.fill();
  }

  /** Open and let the person type a name. */
  askName(): void {
    this.element.open = true;
    this.#name.focus();
  }

  /** Show what is kept now. */
  fill(): void {
    const { page } = this;
    const { named, history } = this.kept;
    const parts: Node[] = [];
    if (named.length > 0) parts.push(make("h3", {}, say(page, "named")), this.#list(named));
    if (history.length > 0) parts.push(make("h3", {}, say(page, "history")), this.#list(history));
    if (parts.length > 0) {
      const all = button(
        say(page, "forgetAll"),
        () => {
          this.kept.clear();
          this.fill();
          this.element.querySelector("summary")?.focus();
        },
        { class: "minor" },
      );
      parts.push(all);
    }
    this.#lists.replaceChildren(...parts);
  }

  #list(queries: readonly KeptQuery[]): HTMLElement {
    const time = new Intl.DateTimeFormat(this.page.language, { dateStyle: "short", timeStyle: "short" });
    const items = queries.map((one) => {
      const text = one.name === "" ? summary(one.query) : one.name;
      const open = button(text, () => this.use(one.query), { class: "kept-query" });
      open.title = one.query.slice(0, 2000);
      const forget = button(
        "×",
        () => {
          this.kept.forget(one);
          this.fill();
          this.element.querySelector("summary")?.focus();
        },
        { class: "minor forget", "aria-label": say(this.page, "forget", { name: text }) },
      );
      return make("li", {}, open, make("time", { class: "quiet" }, time.format(one.at)), forget);
    });
    return make("ul", {}, ...items);
  }
}

/** The first words of a query after its prefixes. */
export function summary(query: string): string {
  const text = query
    .split("\n")
    .filter((line) => !/^\s*(?:PREFIX|BASE)\b|^\s*#/i.test(line))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
