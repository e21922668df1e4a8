import { suggestionsFor } from "../search/suggestions";
import type { CodeEditor, Hint, Hints } from "./code-mirror";
import { number, type PageData } from "./page";
import { type KnownTerm, matching, type Terms, written } from "./terms";

/** What can be completed at a place of a query. */
export type Wanted = "variable" | "class" | "property" | "thing" | "prefix";

const WORD = /(?:[?$][\w\p{L}]*|<[^>\s]*|[A-Za-z][\w-]*:[\w\p{L}.-]*|[\p{L}\d_-]+)$/u;

/** The word that ends at the cursor. */
export function wordBefore(text: string): string {
  return WORD.exec(text)?.[0] ?? "";
}

/**
 * What the word after `text` (all of the line before it) can be, if `mayBeVerb` tells whether the grammar takes a property
 * there.
 */
export function wantedAt(text: string, word: string, mayBeVerb: boolean): Wanted {
  if (/^[?$]/.test(word)) return "variable";
  const before = text.trimEnd();
  if (/(?:^|\s)PREFIX$/i.test(before)) return "prefix";
  if (/(?:^|[\s;,.{(])(?:a|rdf:type|rdfs:subClassOf|rdfs:domain|rdfs:range|sh:targetClass)$/.test(before)) {
    return "class";
  }
  return mayBeVerb ? "property" : "thing";
}

/** Whether completion opens by itself at the cursor: in a variable, and behind a prefix. */
export function opensItself(editor: CodeEditor): boolean {
  const { line, ch } = editor.getCursor();
  const word = wordBefore(editor.getLine(line).slice(0, ch));
  return /^[?$]$|^[A-Za-z][\w-]*:[\w-]*$/.test(word);
}

/** What completes the word at the cursor of the editor. */
export async function hintsFor(editor: CodeEditor, page: PageData, terms: Terms): Promise<Hints> {
  const { line, ch } = editor.getCursor();
  const before = editor.getLine(line).slice(0, ch);
  const word = wordBefore(before);
  const start = ch - word.length;
  const mayBeVerb = editor.getTokenAt({ line, ch: start }, true).state.possibleCurrent.includes("a");
  const list = await listFor(wantedAt(before.slice(0, start), word, mayBeVerb), word, editor, page, terms);
  return { list, from: { line, ch: start }, to: { line, ch } };
}

async function listFor(
  wanted: Wanted,
  word: string,
  editor: CodeEditor,
  page: PageData,
  terms: Terms,
): Promise<Hint[]> {
  switch (wanted) {
    case "variable":
      return variables(editor.getValue(), word).map((text) => ({ text }));
    case "prefix":
      return Object.entries(page.prefixes)
        .filter(([prefix]) => prefix.startsWith(word.replace(/:.*/, "")))
        .map(([prefix, namespace]) => ({ text: `${prefix}: <${namespace}>` }));
    case "class":
      return ofTerms(matching((await terms.lists()).classes, word, page.prefixes), page);
    case "property":
      return ofTerms(matching((await terms.lists()).properties, word, page.prefixes), page);
    case "thing": {
      const { classes, properties } = await terms.lists();
      const known = word === "" ? [] : matching([...classes, ...properties], word, page.prefixes, 12);
      return [...(await things(word, page)), ...ofTerms(known, page)];
    }
  }
}

/** The variables of a query that begin with `word`, but for the word itself where it stands only once. */
export function variables(query: string, word: string): string[] {
  const found = new Map<string, number>();
  for (const [name] of query.matchAll(/[?$][\w\p{L}]+/gu)) found.set(name, (found.get(name) ?? 0) + 1);
  if (found.get(word) === 1) found.delete(word);
  return [...found.keys()].filter((name) => name.startsWith(word)).sort();
}

function ofTerms(terms: readonly KnownTerm[], page: PageData): Hint[] {
  return terms.map((term) => {
    const text = written(term.iri, page.prefixes);
    return { text, render: (element) => show(element, text, term.label, number(page, term.uses)) };
  });
}

async function things(word: string, page: PageData): Promise<Hint[]> {
  if (!/^[\p{L}\d_-]{2,}$/u.test(word)) return [];
  const typed = word.replace(/[_-]/g, " ");
  const address = `/${page.language}/suggest`;
  const found = await suggestionsFor(address, typed, new AbortController().signal);
  const home = `/${page.language}/`;
  return found
    .filter((suggestion) => suggestion.address.startsWith(home))
    .map((suggestion) => {
      const iri = page.base + suggestion.address.slice(home.length);
      return {
        text: written(iri, page.prefixes),
        render: (element) => show(element, suggestion.label, suggestion.kind, suggestion.detail),
      };
    });
}

function show(element: HTMLElement, name: string, label: string, detail: string): void {
  for (const [className, text] of [
    ["hint-name", name],
    ["hint-label", label],
    ["hint-detail", detail],
  ] as const) {
    if (text === "") continue;
    const part = document.createElement("span");
    part.className = className;
    part.textContent = text;
    element.append(part);
  }
}
