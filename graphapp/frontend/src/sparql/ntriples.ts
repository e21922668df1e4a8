import type { Term } from "./solutions";

const TERM =
  /\s*(?:<([^>]*)>|_:([^\s.]+(?:\.[^\s.]+)*)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?)/y;
const ESCAPES: Readonly<Record<string, string>> = {
  t: "\t",
  b: "\b",
  n: "\n",
  r: "\r",
  f: "\f",
  '"': '"',
  "'": "'",
  "\\": "\\",
};

/** Read N-Triples (RDF 1.1) as rows of subject, predicate and object; a line that is none is left out. */
export function readTriples(text: string): Term[][] {
  return text.split("\n").flatMap((line) => {
    const row = readTriple(line);
    return row === null ? [] : [row];
  });
}

function readTriple(line: string): Term[] | null {
  TERM.lastIndex = 0;
  const row: Term[] = [];
  for (let place = 0; place < 3; place += 1) {
    const found = TERM.exec(line);
    if (found === null) return null;
    row.push(termOf(found));
  }
  return row;
}

function termOf([, iri, blank, literal, language, datatype]: RegExpExecArray): Term {
  if (iri !== undefined) return { type: "uri", value: unescaped(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  const term: Term = { type: "literal", value: unescaped(literal ?? "") };
  if (language !== undefined) return { ...term, "xml:lang": language };
  return datatype === undefined ? term : { ...term, datatype: unescaped(datatype) };
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g,
    (whole, short?: string, long?: string, sign?: string) => {
      const code = short ?? long;
      return code === undefined
        ? (ESCAPES[sign ?? ""] ?? whole)
        : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}
