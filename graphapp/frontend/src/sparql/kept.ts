/** Queries that the browser keeps: the last ones that were run, and those that got a name. Nothing of it is sent. */
export interface KeptQuery {
  readonly query: string;
  /** Name that the person gave; empty in the history. */
  readonly name: string;
  /** When it was run or named: milliseconds since 1970. */
  readonly at: number;
}

export const MOST = 50;
const HISTORY = "graphapp.sparql.history";
const NAMED = "graphapp.sparql.named";

/** What `localStorage` offers of its interface. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class Kept {
  constructor(readonly shelf: Shelf) {}

  get history(): readonly KeptQuery[] {
    return this.#read(HISTORY);
  }

  get named(): readonly KeptQuery[] {
    return this.#read(NAMED);
  }

  /** Remember that a query was run; the same one moves to the top, and the oldest of more than `MOST` is dropped. */
  ran(query: string, at: number): void {
    const others = this.history.filter((kept) => kept.query !== query);
    this.#write(HISTORY, [{ query, name: "", at }, ...others].slice(0, MOST));
  }

  /** Keep a query by a name; it takes the place of one of the same name. */
  keep(name: string, query: string, at: number): void {
    const others = this.named.filter((kept) => kept.name !== name);
    this.#write(NAMED, [{ query, name, at }, ...others]);
  }

  /** Forget one that was named, or one of the history. */
  forget({ name, query }: KeptQuery): void {
    if (name === "")
      this.#write(
        HISTORY,
        this.history.filter((kept) => kept.query !== query),
      );
    else
      this.#write(
        NAMED,
        this.named.filter((kept) => kept.name !== name),
      );
  }

  /** Forget everything. */
  clear(): void {
    this.shelf.removeItem(HISTORY);
    this.shelf.removeItem(NAMED);
  }

  #read(key: string): readonly KeptQuery[] {
    try {
      const read: unknown = JSON.parse(this.shelf.getItem(key) ?? "[]");
      return Array.isArray(read) ? read.filter(isKept) : [];
    } catch {
      return [];
    }
  }

  #write(key: string, kept: readonly KeptQuery[]): void {
    try {
      this.shelf.setItem(key, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage: the query is still in the editor.
    }
  }
}

function isKept(value: unknown): value is KeptQuery {
  if (typeof value !== "object" || value === null) return false;
  const { query, name, at } = value as Record<string, unknown>;
  return typeof query === "string" && typeof name === "string" && typeof at === "number";
}
