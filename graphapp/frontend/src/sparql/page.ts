/** What the server tells the editor about the page: the JSON block `#sparql-page`. */
export interface PageData {
  readonly language: "de" | "en";
  /** Name of the release that is served; empty for a remote engine. */
  readonly release: string;
  /** What IRIs of the graph begin with. */
  readonly base: string;
  readonly prefixes: Readonly<Record<string, string>>;
  /** Seconds and bytes that a query and its answer may take; null where nothing limits them. */
  readonly limits: { readonly seconds: number; readonly answer: number } | null;
  /** Bytes of the longest address. */
  readonly longestAddress: number;
  /** Where an error is in the text that the page came with. */
  readonly wrong: { readonly line: number; readonly column: number } | null;
  /** Whether the page came with an answer to its query. */
  readonly answered: boolean;
  readonly texts: Readonly<Record<string, string>>;
}

/** Read the page's data. Throws where the page has none. */
export function readPage(document: Document): PageData {
  const block = document.getElementById("sparql-page");
  if (block === null) throw new Error("The page has no #sparql-page");
  return JSON.parse(block.textContent ?? "") as PageData;
}

/** The text `key` in the page's language, with its {places} filled in. */
export function say(page: PageData, key: string, places: Record<string, string | number> = {}): string {
  const text = page.texts[key];
  if (text === undefined) throw new Error(`The page has no text “${key}”`);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = places[name];
    return value === undefined ? whole : typeof value === "number" ? number(page, value) : value;
  });
}

/** A number as people write it in the page's language. */
export function number(page: PageData, value: number, digits = 3): string {
  return new Intl.NumberFormat(page.language, { maximumFractionDigits: digits }).format(value);
}
