import { fold } from "../search/suggestions";
import { localName, type Prefixes, prefixed } from "./solutions";

/** A class or a property that the release uses. */
export interface KnownTerm {
  readonly iri: string;
  readonly label: string;
  readonly otherLabel: string;
  readonly uses: number;
}

interface Columns {
  readonly iri: readonly string[];
  readonly de: readonly (string | null)[];
  readonly en: readonly (string | null)[];
  readonly uses: readonly number[];
}

export interface TermLists {
  readonly classes: readonly KnownTerm[];
  readonly properties: readonly KnownTerm[];
}

export const NO_TERMS: TermLists = { classes: [], properties: [] };

/** Read `/sparql/terms.json` for a page in `language`. */
export function readTerms(
  json: { readonly classes: Columns; readonly properties: Columns },
  language: "de" | "en",
): TermLists {
  const other = language === "de" ? "en" : "de";
  const listed = (columns: Columns): KnownTerm[] =>
    columns.iri.map((iri, place) => ({
      iri,
      label: columns[language][place] ?? "",
      otherLabel: columns[other][place] ?? "",
      uses: columns.uses[place] ?? 0,
    }));
  return { classes: listed(json.classes), properties: listed(json.properties) };
}

/**
 * The terms that fit what was typed, best first: whose name begins with it, then whose name or label in either language has a
 * word that does; the more used first. `typed` is a word, a name with a prefix or the beginning of an IRI.
 */
export function matching(
  terms: readonly KnownTerm[],
  typed: string,
  prefixes: Prefixes,
  most = 40,
): KnownTerm[] {
  if (typed.startsWith("<")) return terms.filter(({ iri }) => iri.startsWith(typed.slice(1))).slice(0, most);
  const colon = typed.indexOf(":");
  if (colon >= 0) {
    const namespace = prefixes[typed.slice(0, colon)];
    if (namespace === undefined) return [];
    const own = terms.filter(({ iri }) => iri.startsWith(namespace));
    return ranked(own, fold(typed.slice(colon + 1))).slice(0, most);
  }
  return ranked(terms, fold(typed)).slice(0, most);
}

function ranked(terms: readonly KnownTerm[], word: string): KnownTerm[] {
  if (word === "") return [...terms];
  const found = terms.flatMap((term) => {
    const name = fold(localName(term.iri));
    const labels = fold(`${term.label} ${term.otherLabel}`).split(/[^\p{L}\d]+/u);
    const rank = name.startsWith(word)
      ? 0
      : labels.some((label) => label.startsWith(word))
        ? 1
        : name.includes(word)
          ? 2
          : 3;
    return rank < 3 ? [{ term, rank }] : [];
  });
  // Sorting is stable: terms come with the most used first.
  return found.sort((one, other) => one.rank - other.rank).map(({ term }) => term);
}

/** How a term is written in a query. */
export function written(iri: string, prefixes: Prefixes): string {
  return prefixed(iri, prefixes) ?? `<${iri}>`;
}

/** The terms of the release, fetched when they are first needed. */
export class Terms {
  #lists: Promise<TermLists> | null = null;

  constructor(
    readonly address: string,
    readonly language: "de" | "en",
  ) {}

  /** The lists; empty where the server has none at the moment. */
  lists(): Promise<TermLists> {
    this.#lists ??= this.#fetch();
    return this.#lists;
  }

  async #fetch(): Promise<TermLists> {
    try {
      const response = await fetch(this.address, { headers: { Accept: "application/json" } });
      if (response.ok) return readTerms(await response.json(), this.language);
    } catch {
      // Completion is a help; without it one types.
    }
    this.#lists = null;
    return NO_TERMS;
  }
}
