import type { PageData } from "./page";
import { localName, prefixed, type Table, type Term } from "./solutions";

const AT_ONCE = 1000;

export interface Label {
  readonly text: string;
  /** Language of the text where it is not that of the page. */
  readonly language?: string;
}

/** What IRIs are called in the page's language; asked for in batches, each IRI once. */
export class Labels {
  readonly #known = new Map<string, Label | null>();

  constructor(readonly page: PageData) {}

  /** Ask for the labels of those of `iris` that are not known yet; without an answer they stay unknown. */
  async ask(iris: Iterable<string>): Promise<void> {
    const wanted = [...new Set(iris)].filter((iri) => !this.#known.has(iri));
    for (let start = 0; start < wanted.length; start += AT_ONCE) {
      const batch = wanted.slice(start, start + AT_ONCE);
      try {
        const response = await fetch(`/${this.page.language}/sparql/labels`, {
          method: "POST",
          body: JSON.stringify(batch),
          headers: { "Content-Type": "application/json", Accept: "application/json" },
        });
        if (!response.ok) return;
        const { labels } = (await response.json()) as { labels: Record<string, Label> };
        for (const iri of batch) this.#known.set(iri, labels[iri] ?? null);
      } catch {
        return;
      }
    }
  }

  /** The label of an IRI; null if it has none, or none that was asked for. */
  of(iri: string): Label | null {
    return this.#known.get(iri) ?? null;
  }

  /** How a term reads in one line. */
  read(term: Term | undefined): string {
    if (term === undefined) return "";
    if (term.type !== "uri") return term.value;
    return this.of(term.value)?.text ?? prefixed(term.value, this.page.prefixes) ?? localName(term.value);
  }
}

/** The IRIs of a term: itself, or those of a literal that lists things of the graph, divided by blanks. */
export function irisOf(term: Term, base: string): readonly string[] {
  if (term.type === "uri") return [term.value];
  if (!term.value.startsWith(base) || term["xml:lang"] !== undefined) return [];
  const words = term.value.split(/\s+/);
  return words.every((word) => word.startsWith(base)) ? words : [];
}

/** The IRIs that stand in some rows of a table, in lists too. */
export function irisIn(table: Table, base: string, from = 0, to = table.rows.length): Set<string> {
  const found = new Set<string>();
  for (const row of table.rows.slice(from, to)) {
    for (const term of row) {
      if (term !== undefined) for (const iri of irisOf(term, base)) found.add(iri);
    }
  }
  return found;
}

/** Where the page of an IRI is; null if this site has none. */
export function addressOf(page: PageData, iri: string): string | null {
  return iri.startsWith(page.base) ? `/${page.language}/${iri.slice(page.base.length)}` : null;
}
