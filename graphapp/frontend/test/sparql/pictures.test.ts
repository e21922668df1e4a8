import { describe, expect, it } from "vitest";
import { describe as columnsOf, guess } from "../../src/sparql/columns";
import { layout } from "../../src/sparql/force";
import { pivot } from "../../src/sparql/pivot";
import type { Row, Table, Term } from "../../src/sparql/solutions";
import { arrange, foldRows } from "../../src/sparql/table-rows";
import { ticks } from "../../src/sparql/ticks";
import { readNetwork } from "../../src/sparql/tied";
import { project, readWkt } from "../../src/sparql/wkt";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const iri = (name: string): Term => ({ type: "uri", value: `http://e/${name}` });
const text = (value: string): Term => ({ type: "literal", value });
const integer = (value: number): Term => ({
  type: "literal",
  value: String(value),
  datatype: `${XSD}integer`,
});
const year = (value: number): Term => ({ type: "literal", value: String(value), datatype: `${XSD}gYear` });
const read = (term: Term | undefined): string => term?.value ?? "";
const table = (variables: string[], rows: Row[]): Table => ({ kind: "solutions", variables, rows });
const guessed = (view: Parameters<typeof guess>[0], of: Table) => guess(view, of, columnsOf(of));

describe("columns are guessed", () => {
  it("bars for numbers by name, although a date stands beside them", () => {
    const rows = [2010, 2011, 2012, 2013].map((at) => [text(`P${at}`), integer(at), year(at)]);
    const told = guessed("chart", table(["placeLabel", "people", "peopleAsOf"], rows));
    expect(told).toEqual({ kind: "bars", x: "placeLabel", y: "people" });
  });
  it("lines over years, one for each of few names", () => {
    const rows = [2010, 2011, 2012].flatMap((at) =>
      [text("a"), text("b")].map((name) => [name, year(at), integer(at)]),
    );
    expect(guessed("chart", table(["name", "year", "value"], rows))).toEqual({
      kind: "lines",
      x: "year",
      y: "value",
      series: "name",
    });
  });
  it("no chart without numbers, no map without places, no network of one column, no time line without dates", () => {
    const only = table(["thing"], [[iri("a")], [iri("b")]]);
    for (const view of ["chart", "map", "network", "timeline"] as const)
      expect(guessed(view, only)).toBeNull();
  });
  it("a map from latitude and longitude or from shapes", () => {
    const rows = [[iri("a"), integer(50), integer(11), text("POINT(11 50)")]];
    expect(guessed("map", table(["thing", "lat", "long", "shape"], rows))).toMatchObject({
      lat: "lat",
      long: "long",
    });
    expect(guessed("map", table(["thing", "a", "b", "shape"], rows))).toMatchObject({ shape: "shape" });
  });
  it("a network between things, not by the relation between them", () => {
    const rows = [[iri("a"), iri("owns"), iri("b"), iri("paper")]];
    expect(guessed("network", table(["subject", "relation", "object", "source"], rows))).toEqual({
      from: "subject",
      to: "object",
    });
  });
  it("a time line from a beginning to an end", () => {
    const rows = [[iri("a"), year(1999), year(2004)]];
    expect(guessed("timeline", table(["office", "until", "from"], rows))).toEqual({
      begin: "from",
      end: "until",
      label: "office",
    });
  });
});

describe("pivot tables", () => {
  const rows = [
    [text("a"), text("x"), integer(2)],
    [text("a"), text("x"), integer(4)],
    [text("b"), text("y"), integer(5)],
    [text("b"), text("x"), undefined],
  ];
  it.each([
    [
      "count",
      [
        [2, null],
        [1, 1],
      ],
    ],
    [
      "sum",
      [
        [6, null],
        [null, 5],
      ],
    ],
    [
      "average",
      [
        [3, null],
        [null, 5],
      ],
    ],
  ] as const)("%s leaves empty what no row falls into", (how, cells) => {
    const made = pivot(rows, { rows: 0, across: 1, value: 2, how }, read);
    expect(made).toEqual({ rows: ["a", "b"], across: ["x", "y"], cells });
  });
});

describe("shapes", () => {
  it("are read with or without a reference system, and with their axes in order", () => {
    expect(readWkt("POINT(11.5 50.9)")?.points).toEqual([[11.5, 50.9]]);
    expect(readWkt("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point (11.5 50.9)")?.points).toEqual([
      [11.5, 50.9],
    ]);
    expect(readWkt("<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(50.9 11.5)")?.points).toEqual([
      [11.5, 50.9],
    ]);
    expect(readWkt("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))")?.areas).toHaveLength(2);
    expect(readWkt("LINESTRING Z (0 0 1, 1 1 2)")?.lines).toEqual([
      [
        [0, 0],
        [1, 1],
      ],
    ]);
  });
  it.each([["POINT EMPTY"], ["POINT(a b)"], ["Jena"], ["POINT(11)"]])("%s is none", (wkt) => {
    expect(readWkt(wkt)?.points ?? []).toEqual([]);
  });
  it("keep their proportions: a degree of longitude is narrower than one of latitude", () => {
    const projection = project(
      [
        [10, 50],
        [12, 51],
      ],
      500,
    );
    const [west, south] = projection?.at([10, 50]) ?? [0, 0];
    const [east, north] = projection?.at([12, 51]) ?? [0, 0];
    expect((east - west) / (south - north)).toBeCloseTo(2 * Math.cos((50.5 * Math.PI) / 180), 6);
  });
});

describe("tables", () => {
  const rows = [
    [text("b"), integer(10)],
    [text("Ä"), integer(9)],
    [undefined, undefined],
    [text("c"), integer(100)],
  ];
  const shown = table(["name", "number"], rows);
  it("sort numbers by size and names by letters, and put what is empty last both ways", () => {
    const numbers = (descending: boolean) =>
      arrange(shown, "", { column: 1, descending }, read).map((row) => row[1]?.value);
    expect(numbers(false)).toEqual(["9", "10", "100", undefined]);
    expect(numbers(true)).toEqual(["100", "10", "9", undefined]);
    const names = arrange(shown, "", { column: 0, descending: false }, read).map((row) => row[0]?.value);
    expect(names).toEqual(["Ä", "b", "c", undefined]);
  });
  it("are narrowed by all words, whatever their case and umlauts", async () => {
    const texts = await foldRows(shown, read);
    expect(arrange(shown, "a 9", null, read, texts)).toEqual([rows[1]]);
    expect(arrange(shown, "zzz", null, read, texts)).toEqual([]);
  });
});

describe("networks", () => {
  it("tie things and leave texts out", () => {
    const rows = [
      [iri("a"), iri("b")],
      [iri("a"), iri("c")],
      [iri("a"), text("x")],
    ];
    const network = readNetwork(rows, 0, 1, 10);
    expect(network.nodes.map(({ id, degree }) => [id, degree])).toEqual([
      ["http://e/a", 2],
      ["http://e/b", 1],
      ["http://e/c", 1],
    ]);
    expect(network.edges).toHaveLength(2);
  });
  it("of many things keep the best tied and say how many there are", () => {
    const rows = Array.from({ length: 20 }, (_, place) => [iri("hub"), iri(`n${place}`)]);
    const network = readNetwork(rows, 0, 1, 5);
    expect([network.nodes.length, network.all, network.edges.length]).toEqual([5, 21, 4]);
  });
  it("are laid out the same each time, ties shorter than what is not tied", () => {
    const tied = {
      count: 6,
      edges: [
        [0, 1],
        [1, 2],
        [0, 2],
        [3, 4],
        [4, 5],
        [3, 5],
      ],
    } as const;
    const at = layout(tied);
    expect(layout(tied)).toEqual(at);
    expect(at.every(Number.isFinite)).toBe(true);
    const far = (one: number, other: number) =>
      Math.hypot(
        (at[2 * one] ?? 0) - (at[2 * other] ?? 0),
        (at[2 * one + 1] ?? 0) - (at[2 * other + 1] ?? 0),
      );
    expect(far(0, 1)).toBeLessThan(far(0, 4));
  });
});

describe("ticks", () => {
  it.each([
    [0, 97, [0, 20, 40, 60, 80, 100]],
    [1999, 2012, [1995, 2000, 2005, 2010, 2015]],
    [-3, 3, [-4, -2, 0, 2, 4]],
    [5, 5, [5]],
  ])("from %s to %s are round", (low, high, expected) => {
    expect(ticks(low, high)).toEqual(expected);
  });
});
