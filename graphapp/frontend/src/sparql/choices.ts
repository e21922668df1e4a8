import { choice } from "./choice";
import { type Column, type ColumnKind, describe, guess } from "./columns";
import { irisIn } from "./labels";
import { say } from "./page";
import type { Term } from "./solutions";
import type { Shown, ViewName } from "./views";

const LABELS_AT_MOST = 3000;

/** The columns of an answer and what was chosen of them, or else guessed. */
export class Choices {
  readonly columns: readonly Column[];
  readonly #chosen: Readonly<Record<string, string>>;

  constructor(
    readonly shown: Shown,
    readonly view: ViewName,
  ) {
    this.columns = describe(shown.table);
    this.#chosen = { ...guess(view, shown.table, this.columns), ...shown.options };
  }

  /** The same with another value for `name`. */
  with(name: string, value: string): Choices {
    return new Choices({ ...this.shown, options: { ...this.shown.options, [name]: value } }, this.view);
  }

  /** What was chosen for `name`; empty for none. */
  of(name: string): string {
    return this.#chosen[name] ?? "";
  }

  /** The place of the column that was chosen for `name`; -1 for none. */
  place(name: string): number {
    return this.shown.table.variables.indexOf(this.of(name));
  }

  /** A select of the columns of some kinds; with an empty text, none can be chosen too. */
  select(name: string, kinds: readonly ColumnKind[], none: boolean): HTMLElement {
    const { page } = this.shown;
    const fitting = this.columns.filter(
      (column) => kinds.includes(column.kind) || column.name === this.of(name),
    );
    const options = fitting.map((column) => [column.name, column.name] as const);
    const all = none ? [["", say(page, "none")] as const, ...options] : options;
    return choice(say(page, `choose-${name}`), all, this.of(name), (value) => this.shown.choose(name, value));
  }

  /** A select of fixed words. */
  words(name: string, words: readonly string[]): HTMLElement {
    const { page } = this.shown;
    const options = words.map((word) => [word, say(page, `${name}-${word}`)] as const);
    return choice(say(page, `choose-${name}`), options, this.of(name), (value) =>
      this.shown.choose(name, value),
    );
  }

  /** Ask for the labels of the things in the rows that are drawn. */
  async labels(rows: number): Promise<void> {
    const iris = [...irisIn(this.shown.table, this.shown.page.base, 0, rows)];
    await this.shown.labels.ask(iris.slice(0, LABELS_AT_MOST));
  }

  /** How a term reads. */
  readonly read = (term: Term | undefined): string => this.shown.labels.read(term);
}
