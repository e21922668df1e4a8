import type { DataSet } from "./asking";
import type { Result } from "./solutions";

/** A programme that asks a query, by the language it is written in. */
export const LANGUAGES = ["curl", "Python", "R", "JavaScript"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What is asked, and where. */
export interface Asked {
  readonly endpoint: string;
  readonly query: string;
  readonly dataSet: DataSet;
  readonly kind: Result["kind"];
}

/** The text of a programme that asks the query and prints the answer. */
export function programme(language: Language, asked: Asked): string {
  return { curl, Python: python, R: r, JavaScript: javascript }[language](asked);
}

const ACCEPTED = { solutions: "text/csv", boolean: "text/csv", graph: "text/turtle" } as const;

function graphs({ dataSet }: Asked): [name: string, graph: string][] {
  return [
    ...dataSet.default.map((graph): [string, string] => ["default-graph-uri", graph]),
    ...dataSet.named.map((graph): [string, string] => ["named-graph-uri", graph]),
  ];
}

function curl(asked: Asked): string {
  let end = "SPARQL";
  while (asked.query.split("\n").includes(end)) end += "_";
  const more = graphs(asked).map(([name, graph]) => `  --data-urlencode ${quoted(`${name}=${graph}`)} \\\n`);
  return (
    `curl --silent --show-error --fail-with-body ${quoted(asked.endpoint)} \\\n` +
    `  --header 'Accept: ${ACCEPTED[asked.kind]}' \\\n${more.join("")}` +
    `  --data-urlencode query@- <<'${end}'\n${asked.query.trimEnd()}\n${end}\n`
  );
}

/** A word of the shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function python(asked: Asked): string {
  const format = asked.kind === "graph" ? "TURTLE" : "JSON";
  const more = [
    ...asked.dataSet.default.map((graph) => `endpoint.addDefaultGraph(${JSON.stringify(graph)})\n`),
    ...asked.dataSet.named.map((graph) => `endpoint.addNamedGraph(${JSON.stringify(graph)})\n`),
  ].join("");
  const shown = {
    solutions:
      'for row in endpoint.queryAndConvert()["results"]["bindings"]:\n' +
      '    print({name: term["value"] for name, term in row.items()})\n',
    boolean: 'print(endpoint.queryAndConvert()["boolean"])\n',
    graph: "print(endpoint.query().convert().decode())\n",
  }[asked.kind];
  return (
    `from SPARQLWrapper import ${format}, POST, SPARQLWrapper  # pip install sparqlwrapper\n\n` +
    `endpoint = SPARQLWrapper(${JSON.stringify(asked.endpoint)})\n` +
    `endpoint.setMethod(POST)\nendpoint.setReturnFormat(${format})\n${more}` +
    `endpoint.setQuery(${pythonString(asked.query)})\n${shown}`
  );
}

function pythonString(text: string): string {
  const trimmed = text.trimEnd();
  const raw = !trimmed.includes('"""') && !/["\\]$/.test(trimmed);
  return raw ? `r"""\n${trimmed}\n"""` : JSON.stringify(trimmed);
}

function r(asked: Asked): string {
  let dashes = "";
  while (asked.query.includes(`)${dashes}"`)) dashes += "-";
  const more = graphs(asked).map(([name, graph]) => `, \`${name}\` = ${JSON.stringify(graph)}`);
  const shown =
    asked.kind === "solutions"
      ? "table <- read.csv(text = resp_body_string(answer))\nprint(table)\n"
      : "cat(resp_body_string(answer))\n";
  return (
    `library(httr2)  # install.packages("httr2")\n\n` +
    `query <- r"${dashes}(\n${asked.query.trimEnd()}\n)${dashes}"\n` +
    `answer <- request(${JSON.stringify(asked.endpoint)}) |>\n` +
    `  req_headers(Accept = "${ACCEPTED[asked.kind]}") |>\n` +
    `  req_body_form(query = query${more.join("")}) |>\n  req_perform()\n${shown}`
  );
}

function javascript(asked: Asked): string {
  const text = asked.query.trimEnd().replace(/[\\`]|\$\{/g, "\\$&");
  const accepted = asked.kind === "graph" ? "text/turtle" : "application/sparql-results+json";
  const more = graphs(asked).map(
    ([name, graph]) => `body.append(${JSON.stringify(name)}, ${JSON.stringify(graph)});\n`,
  );
  const shown = {
    solutions:
      "const { results } = await response.json();\nfor (const row of results.bindings) {\n" +
      "  console.log(Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value])));\n}\n",
    boolean: "console.log((await response.json()).boolean);\n",
    graph: "console.log(await response.text());\n",
  }[asked.kind];
  return (
    `const query = \`\n${text}\n\`;\nconst body = new URLSearchParams({ query });\n${more.join("")}` +
    `const response = await fetch(${JSON.stringify(asked.endpoint)}, {\n  method: "POST",\n` +
    `  headers: { Accept: "${accepted}" },\n  body,\n});\n` +
    `if (!response.ok) throw new Error(await response.text());\n${shown}`
  );
}
