import { numberOf, type Table, type Term, yearOf } from "./solutions";
import type { ViewName } from "./views";

export type ColumnKind = "number" | "time" | "iri" | "shape" | "text" | "empty";

/** What stands in a column of an answer. */
export interface Column {
  readonly name: string;
  readonly place: number;
  readonly kind: ColumnKind;
  /** Number of different values among the rows looked at. */
  readonly distinct: number;
}

const LOOKED_AT = 2000;
const SHAPE = /^\s*(?:<[^>]*>\s*)?(?:MULTI)?(?:POINT|POLYGON|LINESTRING)\s*Z?\s*\(/i;

/** Say of each column what nearly all of its values are. */
export function describe(table: Table): Column[] {
  const rows = table.rows.slice(0, LOOKED_AT);
  return table.variables.map((name, place) => {
    const terms = rows.flatMap((row) => row[place] ?? []);
    const distinct = new Set(terms.map((term) => term.value)).size;
    return { name, place, kind: kindOf(terms), distinct };
  });
}

function kindOf(terms: readonly Term[]): ColumnKind {
  if (terms.length === 0) return "empty";
  const most = (is: (term: Term) => boolean): boolean => terms.filter(is).length >= 0.9 * terms.length;
  if (most((term) => term.type === "uri")) return "iri";
  if (most((term) => numberOf(term) !== null)) return "number";
  if (most((term) => yearOf(term) !== null)) return "time";
  if (most((term) => SHAPE.test(term.value))) return "shape";
  return "text";
}

const LATITUDE = /^lat(?:itude)?$|Lat(?:itude)?$/;
const LONGITUDE = /^(?:long?|lng|longitude)$|(?:Long?|Lng|Longitude)$/;
const BEGIN = /^(?:from|since|start|begin|founded|opened|date|year|issued|first)|(?:Start|Begin|From|Date)$/i;
const END = /^(?:to|until|end|ended|dissolved|closed|last)|(?:End|Until|To)$/i;

/** The column that names the rows: a label first, then a thing, then a text. */
export function naming(columns: readonly Column[], without: readonly string[] = []): Column | undefined {
  const free = columns.filter((column) => !without.includes(column.name));
  return (
    free.find((column) => column.kind === "text" && column.name.endsWith("Label")) ??
    free.find((column) => column.kind === "iri") ??
    free.find((column) => column.kind === "text")
  );
}

/** What a view needs to know of the columns to draw a first picture; null where the answer has nothing for it. */
export type Guess = Readonly<Record<string, string>> | null;

export function guess(view: ViewName, table: Table, columns: readonly Column[]): Guess {
  switch (view) {
    case "chart":
      return guessChart(table, columns);
    case "map":
      return guessMap(columns);
    case "network":
      return guessNetwork(table, columns);
    case "timeline":
      return guessTimeline(columns);
    case "pivot":
      return guessPivot(columns);
    default:
      return {};
  }
}

function guessChart(table: Table, columns: readonly Column[]): Guess {
  const numbers = columns.filter(
    (column) => column.kind === "number" && !LATITUDE.test(column.name) && !LONGITUDE.test(column.name),
  );
  const [first, second] = numbers;
  if (first === undefined) return null;
  const name = naming(columns);
  const time = columns.find(
    (column) => column.kind === "time" && column.distinct > 2 && !isAside(column, columns),
  );
  const named = name !== undefined && name.distinct === Math.min(table.rows.length, LOOKED_AT);
  if (time !== undefined && !named) {
    const series = columns.find(
      (column) => ["text", "iri"].includes(column.kind) && column.distinct > 1 && column.distinct <= 8,
    );
    const colours = series === undefined ? {} : { series: series.name };
    return { kind: "lines", x: time.name, y: first.name, ...colours };
  }
  if (name !== undefined) return { kind: "bars", x: name.name, y: first.name };
  return second === undefined ? null : { kind: "points", x: first.name, y: second.name };
}

/** Whether a column only says something about another: `populationAsOf` beside `population`. */
function isAside(column: Column, columns: readonly Column[]): boolean {
  return columns.some(({ name }) => name !== column.name && column.name.startsWith(name));
}

/** The column that points of a chart can lie along: a time, else a number. */
export function alongside(columns: readonly Column[], without: string): string {
  const fitting = columns.filter(({ name }) => name !== without);
  const found = fitting.find(({ kind }) => kind === "time") ?? fitting.find(({ kind }) => kind === "number");
  return found?.name ?? "";
}

function guessMap(columns: readonly Column[]): Guess {
  const shape = columns.find((column) => column.kind === "shape");
  const latitude = columns.find((column) => LATITUDE.test(column.name) && column.kind !== "empty");
  const longitude = columns.find((column) => LONGITUDE.test(column.name) && column.kind !== "empty");
  const name = naming(columns)?.name ?? "";
  if (latitude !== undefined && longitude !== undefined) {
    return { lat: latitude.name, long: longitude.name, label: name };
  }
  return shape === undefined ? null : { shape: shape.name, label: name };
}

/** Columns that say how two things are tied, or who says so. */
const KIND_OF_TIE = /^(?:relation|role|kind|type|class|status|property|predicate|basis|unit)$|sources?$/i;

function guessNetwork(table: Table, columns: readonly Column[]): Guess {
  if (table.kind === "graph") {
    const leads = table.rows.some((row) => row[2]?.type === "uri");
    return leads ? { from: "subject", to: "object", by: "predicate" } : null;
  }
  const [from, to] = columns.filter((column) => column.kind === "iri" && !KIND_OF_TIE.test(column.name));
  return from === undefined || to === undefined ? null : { from: from.name, to: to.name };
}

function guessTimeline(columns: readonly Column[]): Guess {
  const times = columns.filter((column) => column.kind === "time");
  const begin =
    times.find((column) => BEGIN.test(column.name)) ?? times.find((column) => !END.test(column.name));
  if (begin === undefined) return null;
  const end = times.find((column) => END.test(column.name) && column !== begin);
  return { begin: begin.name, end: end?.name ?? "", label: naming(columns)?.name ?? begin.name };
}

function guessPivot(columns: readonly Column[]): Guess {
  const names = new Set(columns.map((column) => column.name));
  const few = columns.filter(
    ({ name, kind }) =>
      kind !== "empty" &&
      kind !== "shape" &&
      !(name.endsWith("Label") && names.has(name.replace(/Label$/, ""))),
  );
  const sides = few
    .filter((column) => column.kind !== "number" && column.distinct >= 2)
    .sort((one, other) => one.distinct - other.distinct);
  const [rows, across] = [...(sides.length >= 2 ? sides : few).slice(0, 2)].sort(
    (one, other) => other.distinct - one.distinct || one.place - other.place,
  );
  if (rows === undefined || across === undefined) return null;
  const value = few.find((column) => column.kind === "number")?.name ?? "";
  return { rows: rows.name, across: across.name, how: "count", value };
}
