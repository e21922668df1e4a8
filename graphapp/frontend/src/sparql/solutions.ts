import { readTriples } from "./ntriples";

/** An RDF term as SPARQL 1.1 Query Results JSON writes it. */
export interface Term {
  readonly type: "uri" | "literal" | "bnode" | "typed-literal" | "triple";
  readonly value: string;
  readonly "xml:lang"?: string;
  readonly datatype?: string;
}

export type Row = readonly (Term | undefined)[];

/** An answer with rows: solutions, or the triples of a graph. */
export interface Table {
  readonly kind: "solutions" | "graph";
  readonly variables: readonly string[];
  readonly rows: readonly Row[];
}

export interface YesOrNo {
  readonly kind: "boolean";
  readonly value: boolean;
}

export type Result = Table | YesOrNo;

/** What the editor asks for: JSON for rows and booleans, N-Triples for graphs. */
export const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9";

interface Json {
  readonly head: { readonly vars?: readonly string[] };
  readonly boolean?: boolean;
  readonly results?: { readonly bindings: readonly Readonly<Record<string, Term>>[] };
}

/** Read an answer in one of the formats of `ACCEPT`. Throws for text that is cut off. */
export function readResult(text: string, mediaType: string): Result {
  if (mediaType.includes("n-triples")) {
    return { kind: "graph", variables: ["subject", "predicate", "object"], rows: readTriples(text) };
  }
  const json = JSON.parse(text) as Json;
  if (json.boolean !== undefined) return { kind: "boolean", value: json.boolean };
  const variables = json.head.vars ?? [];
  const rows = (json.results?.bindings ?? []).map((binding) => variables.map((name) => binding[name]));
  return { kind: "solutions", variables, rows };
}

/** Prefix → namespace. */
export type Prefixes = Readonly<Record<string, string>>;

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(
  [
    "integer",
    "decimal",
    "double",
    "float",
    "int",
    "long",
    "short",
    "byte",
    "nonNegativeInteger",
    "positiveInteger",
    "negativeInteger",
    "nonPositiveInteger",
    "unsignedInt",
    "unsignedLong",
    "unsignedShort",
    "unsignedByte",
  ].map((name) => XSD + name),
);
const DATED = new Set(["date", "dateTime", "dateTimeStamp", "gYear", "gYearMonth"].map((name) => XSD + name));

/** The number that a term is, null if it is none. */
export function numberOf(term: Term | undefined): number | null {
  if (term?.datatype === undefined || !NUMERIC.has(term.datatype)) return null;
  const value = Number(term.value);
  return Number.isFinite(value) ? value : null;
}

/** The time that a term is, in years with a fraction; null if it is none. Plain texts such as “2012-05” count. */
export function yearOf(term: Term | undefined): number | null {
  if (term === undefined || term.type === "uri" || term.type === "bnode") return null;
  const typed = term.datatype !== undefined && DATED.has(term.datatype);
  if (!typed && (term.datatype ?? `${XSD}string`) !== `${XSD}string`) return null;
  const found = /^(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?$/.exec(term.value);
  if (found === null) return null;
  const [, year, month, day] = found;
  return Number(year) + (Number(month ?? 1) - 1) / 12 + (Number(day ?? 1) - 1) / 372;
}

/** The part of an IRI that tells it from its neighbours. */
export function localName(iri: string): string {
  const found = /[^/#]+[/#]?$/.exec(iri);
  try {
    return decodeURIComponent(found?.[0] ?? iri);
  } catch {
    return found?.[0] ?? iri;
  }
}

/** An IRI with a prefix where there is one for it that leaves a plain name, else null. */
export function prefixed(iri: string, prefixes: Prefixes): string | null {
  let best: string | null = null;
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const name = iri.startsWith(namespace) ? iri.slice(namespace.length) : null;
    if (name === null || !/^[\p{L}\d_](?:[\p{L}\d_.-]*[\p{L}\d_-])?$/u.test(name)) continue;
    if (best === null || prefix.length + name.length + 1 < best.length) best = `${prefix}:${name}`;
  }
  return best;
}
