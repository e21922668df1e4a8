import type { Result } from "./solutions";

/** The formats that an answer can be had in: name in the parameter `format`, and what people call it. */
export function formatsOf(result: Result): readonly (readonly [name: string, label: string])[] {
  return result.kind === "graph"
    ? [
        ["turtle", "Turtle"],
        ["ntriples", "N-Triples"],
        ["rdfxml", "RDF/XML"],
        ["jsonld", "JSON-LD"],
      ]
    : [
        ["csv", "CSV"],
        ["tsv", "TSV"],
        ["json", "JSON"],
        ["xml", "XML"],
      ];
}
