import { describe, expect, it } from "vitest";
import { LANGUAGES, programme } from "../../src/sparql/code";
import { readExample } from "../../src/sparql/header";
import { variables, wantedAt, wordBefore } from "../../src/sparql/hints";
import { Kept, MOST, type Shelf } from "../../src/sparql/kept";
import { undeclared } from "../../src/sparql/prefixes";
import { readState, writeState } from "../../src/sparql/state";
import { matching, readTerms, written } from "../../src/sparql/terms";

const PREFIXES = { tc: "http://e/o#", skos: "http://e/skos#" };
const TERMS = readTerms(
  {
    classes: {
      iri: ["http://e/o#Network", "http://e/o#Company", "http://e/skos#Concept"],
      de: ["Netzwerk", "Unternehmen", null],
      en: ["Network", "Company", null],
      uses: [189, 1076, 1206],
    },
    properties: { iri: [], de: [], en: [], uses: [] },
  },
  "de",
);

describe("completion", () => {
  it.each([
    ["?x a tc:Ne", "class"],
    ["?x rdf:type ", "class"],
    ["PREFIX sk", "prefix"],
    ["?x sk", "property"],
    ["FILTER (?ne", "variable"],
  ] as const)("of “%s” takes a %s", (line, wanted) => {
    const word = wordBefore(line);
    expect(wantedAt(line.slice(0, line.length - word.length), word, true)).toBe(wanted);
  });
  it("takes a thing where no property can stand", () => {
    expect(wantedAt("?x org:memberOf ", "opto", false)).toBe("thing");
  });
  it("finds terms by name, by prefix, by IRI and by their labels in both languages", () => {
    const found = (typed: string) =>
      matching(TERMS.classes, typed, PREFIXES).map(({ iri }) => written(iri, PREFIXES));
    expect(found("netz")).toEqual(["tc:Network"]);
    expect(found("comp")).toEqual(["tc:Company"]);
    expect(found("Unternehmen")).toEqual(["tc:Company"]);
    expect(found("skos:")).toEqual(["skos:Concept"]);
    expect(found("<http://e/o#N")).toEqual(["tc:Network"]);
    expect(found("none:")).toEqual([]);
  });
  it("offers the variables of the query but not the one that is being typed", () => {
    expect(variables("SELECT ?name ?number { ?name ?n }", "?n")).toEqual(["?name", "?number"]);
  });
  it("declares known prefixes that are used, not those that are being declared", () => {
    const token = (string: string) => ({ type: "string-2", string });
    const lines = [[token("tc:Network")], [{ type: "keyword", string: "PREFIX" }, token("skos:")]];
    expect(undeclared(lines, {}, PREFIXES)).toEqual({ tc: "http://e/o#" });
    expect(undeclared(lines, PREFIXES, PREFIXES)).toEqual({});
  });
});

describe("examples", () => {
  const file =
    "#@ title-de: Wer?\n#@ title-en: Who?\n#@ view: graph\n" +
    "#@ param: year | kind=year | label-de=Jahr | label-en=Year | optional\n\nSELECT * { ?s ?p ?o }\n";
  it("are read with their parameters and view, without their header", () => {
    expect(readExample(file, "de")).toEqual({
      title: "Wer?",
      view: "network",
      parameters: [{ name: "year", label: "Jahr", optional: true }],
      query: "SELECT * { ?s ?p ?o }\n",
    });
  });
});

describe("programmes", () => {
  const asked = {
    endpoint: "https://e.org/sparql",
    query: "SELECT * { ?s ?p '''it's\nSPARQL\n''' FILTER (\"\\\\ ` $" + '{x} )" != ?p) }',
    dataSet: { default: ["http://e/g'1"], named: [] },
    kind: "solutions",
  } as const;
  it.each(LANGUAGES.map((language) => [language]))("in %s hold the endpoint and the graph", (language) => {
    const text = programme(language, asked);
    expect(text).toContain("https://e.org/sparql");
    expect(text).toMatch(/default-?graph|addDefaultGraph/i);
  });
  it("end the text of the shell where the query does not", () => {
    expect(programme("curl", asked)).toContain("<<'SPARQL_'");
    expect(programme("curl", asked)).toContain(`'default-graph-uri=http://e/g'\\''1'`);
  });
  it("name each graph of a data set for itself in R, which every version of httr2 takes", () => {
    const text = programme("R", { ...asked, dataSet: { default: ["http://e/1", "http://e/2"], named: [] } });
    expect(text).toContain(
      'query = query, `default-graph-uri` = "http://e/1", `default-graph-uri` = "http://e/2")',
    );
  });
  it("print what is no table as it comes in R", () => {
    expect(programme("R", asked)).toContain("read.csv");
    for (const kind of ["boolean", "graph"] as const)
      expect(programme("R", { ...asked, kind })).toMatch(/cat\(resp_body_string\(answer\)\)\n$/);
  });
  it("give the query to JavaScript as it is", () => {
    const [, literal] = /const query = (`[\s\S]*?(?<!\\)`);/.exec(programme("JavaScript", asked)) ?? [];
    expect(new Function(`return ${literal}`)().trim()).toBe(asked.query);
  });
});

describe("kept queries", () => {
  const shelf = (): Shelf & { readonly held: Map<string, string> } => {
    const held = new Map<string, string>();
    return {
      held,
      getItem: (key) => held.get(key) ?? null,
      setItem: (key, value) => void held.set(key, value),
      removeItem: (key) => void held.delete(key),
    };
  };
  it("hold the last ones, each once, the newest first", () => {
    const kept = new Kept(shelf());
    for (let number = 0; number < MOST + 10; number += 1) kept.ran(`q${number}`, number);
    kept.ran("q30", 1000);
    expect(kept.history).toHaveLength(MOST);
    expect(kept.history.slice(0, 2).map(({ query }) => query)).toEqual(["q30", `q${MOST + 9}`]);
  });
  it("are replaced by name and forgotten", () => {
    const kept = new Kept(shelf());
    kept.keep("a", "one", 1);
    kept.keep("a", "two", 2);
    expect(kept.named).toEqual([{ name: "a", query: "two", at: 2 }]);
    kept.forget({ name: "a", query: "two", at: 2 });
    expect(kept.named).toEqual([]);
  });
  it("do without what another programme has left there, and without storage", () => {
    const broken = shelf();
    broken.held.set("graphapp.sparql.history", '[{"query":1},{"query":"q","name":"","at":1}]');
    expect(new Kept(broken).history).toEqual([{ query: "q", name: "", at: 1 }]);
    const full = {
      ...shelf(),
      setItem: () => {
        throw new Error("full");
      },
    };
    expect(() => new Kept(full).ran("q", 1)).not.toThrow();
  });
});

describe("the address", () => {
  it("keeps what is seen", () => {
    const state = { view: "chart", options: { x: "näme & co", y: "n" } } as const;
    expect(readState(writeState(state))).toEqual(state);
  });
  it("that names no view shows the usual one", () => {
    expect(readState("#view=nothing")).toEqual({ view: null, options: {} });
    expect(writeState({ view: null, options: { x: "y" } })).toBe("");
  });
});
