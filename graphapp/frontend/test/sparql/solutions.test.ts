import { describe, expect, it } from "vitest";
import { readTriples } from "../../src/sparql/ntriples";
import { numberOf, prefixed, readResult, yearOf } from "../../src/sparql/solutions";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const literal = (value: string, datatype?: string) =>
  ({ type: "literal", value, ...(datatype === undefined ? {} : { datatype: XSD + datatype }) }) as const;

describe("answers", () => {
  it("keep unbound variables as holes in their rows", () => {
    const text = JSON.stringify({
      head: { vars: ["a", "b"] },
      results: { bindings: [{ b: literal("x") }] },
    });
    expect(readResult(text, "application/sparql-results+json")).toEqual({
      kind: "solutions",
      variables: ["a", "b"],
      rows: [[undefined, literal("x")]],
    });
  });
  it("that are cut off are errors", () => {
    expect(() => readResult('{"head":{"vars":["a"]},"results":{"bind', "application/json")).toThrow();
  });
  it("of ASK are yes or no", () => {
    expect(readResult('{"head":{},"boolean":false}', "")).toEqual({ kind: "boolean", value: false });
  });
});

describe("triples", () => {
  it("are read with escapes, languages, datatypes and blank nodes", () => {
    const text =
      '<http://e/a> <http://e/p> "x \\"y\\"\\n\\u00e4 . <b>"@de-AT .\n_:b1 <http://e/p> "1"^^<http://e/t> .\n' +
      "<http://e/a> <http://e/p> _:b1 .\n";
    expect(readTriples(text).map((row) => row[2])).toEqual([
      { type: "literal", value: 'x "y"\nä . <b>', "xml:lang": "de-AT" },
      { type: "literal", value: "1", datatype: "http://e/t" },
      { type: "bnode", value: "b1" },
    ]);
  });
  it("leave out lines that are none", () => {
    expect(readTriples("# nothing\n\n<http://e/a> <http://e/p>")).toEqual([]);
  });
});

describe("terms", () => {
  it("are numbers by their datatype only", () => {
    expect(numberOf(literal("2.5", "decimal"))).toBe(2.5);
    expect(numberOf(literal("2012", "gYear"))).toBeNull();
    expect(numberOf(literal("12"))).toBeNull();
    expect(numberOf(literal("abc", "integer"))).toBeNull();
  });
  it("are times as exact as they say", () => {
    expect(yearOf(literal("2012", "gYear"))).toBe(2012);
    expect(yearOf(literal("2012-07", "gYearMonth"))).toBe(2012.5);
    expect(yearOf(literal("2012-01-01"))).toBe(2012);
    expect(yearOf(literal("2012", "integer"))).toBeNull();
    expect(yearOf(literal("soon"))).toBeNull();
  });
  it("take the prefix that leaves the shortest plain name", () => {
    const prefixes = { tc: "http://e/o#", all: "http://e/" };
    expect(prefixed("http://e/o#Network", prefixes)).toBe("tc:Network");
    expect(prefixed("http://e/a/b", prefixes)).toBeNull();
    expect(prefixed("http://e/o#ends.", prefixes)).toBeNull();
  });
});
