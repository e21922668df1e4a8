import { at, type Landscape, type Year } from "./landscape";
import { escaped } from "./svg";
import type { View } from "./visible";

/** The part of what is shown that is written to a file: only `chosen` things if there are any, and the ties between them. */
export function partOf(
  landscape: Landscape,
  view: View,
  chosen: readonly string[],
): { things: number[]; ties: number[] } {
  const wanted = new Set(chosen.flatMap((id) => landscape.placeOf.get(id) ?? []));
  const things = [...landscape.ids.keys()].filter(
    (place) => view.things[place] === 1 && (wanted.size === 0 || wanted.has(place)),
  );
  const kept = new Set(things);
  const { source, target } = landscape.ties;
  const ties = [...source.keys()].filter(
    (tie) => view.ties[tie] === 1 && kept.has(at(source, tie)) && kept.has(at(target, tie)),
  );
  return { things, ties };
}

/** The network whose ties lead from one end to the other; in the others the ends are alike. */
const DIRECTED = "whole";

/**
 * A GEXF 1.2 document (https://gexf.net/1.2/) of some things and ties, with their attributes and places. Its years are attributes,
 * and what readers make a time line of.
 */
export function toGexf(landscape: Landscape, things: readonly number[], ties: readonly number[]): string {
  const attributes = [
    ["kind", "string"],
    ["field", "string"],
    ["district", "string"],
    ["community", "string"],
    ["begin", "integer"],
    ["end", "integer"],
    ...landscape.measures.map((measure) => [measure.id, "double"] as const),
  ] as const;
  const nodes = things.map((place) => {
    const values = valuesOf(landscape, place);
    const told = attributes.flatMap(([name], number) => {
      const value = values[name];
      return value === null || value === undefined || value === ""
        ? []
        : [`<attvalue for="${number}" value="${escaped(String(value))}"/>`];
    });
    const where = `<viz:position x="${at(landscape.x, place)}" y="${at(landscape.y, place)}"/>`;
    const id = escaped(landscape.ids[place] ?? "");
    return `<node id="${id}"${yearsOf(landscape.begin[place], landscape.end[place])} label="${escaped(landscape.labels[place] ?? "")}"><attvalues>${told.join("")}</attvalues>${where}</node>`;
  });
  const { source, target, relation, weight, begin, end } = landscape.ties;
  const edges = ties.map((tie) => {
    const ends = `source="${escaped(landscape.ids[at(source, tie)] ?? "")}" target="${escaped(landscape.ids[at(target, tie)] ?? "")}"`;
    const told = [landscape.relations[at(relation, tie)]?.id, begin[tie], end[tie]].flatMap(
      (value, number) =>
        value == null ? [] : [`<attvalue for="${number}" value="${escaped(String(value))}"/>`],
    );
    return `<edge id="${tie}" ${ends}${yearsOf(begin[tie], end[tie])} weight="${at(weight, tie)}"><attvalues>${told.join("")}</attvalues></edge>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">',
    `<graph mode="dynamic" timeformat="double" defaultedgetype="${landscape.projection === DIRECTED ? "directed" : "undirected"}">`,
    `<attributes class="node">${attributes.map(([name, type], number) => `<attribute id="${number}" title="${name}" type="${type}"/>`).join("")}</attributes>`,
    '<attributes class="edge"><attribute id="0" title="relation" type="string"/><attribute id="1" title="begin" type="integer"/><attribute id="2" title="end" type="integer"/></attributes>',
    `<nodes>${nodes.join("\n")}</nodes>`,
    `<edges>${edges.join("\n")}</edges>`,
    "</graph></gexf>\n",
  ].join("\n");
}

function yearsOf(begin: Year | undefined, end: Year | undefined): string {
  return (begin == null ? "" : ` start="${begin}.0"`) + (end == null ? "" : ` end="${end}.0"`);
}

/** CSV (RFC 4180) of some things: id, label, kind, fields, district, years and every measure. */
export function toCsv(landscape: Landscape, things: readonly number[]): string {
  const names = [
    "id",
    "label",
    "kind",
    "field",
    "district",
    "community",
    "begin",
    "end",
    ...landscape.measures.map((one) => one.id),
  ];
  const rows = things.map((place) => {
    const values = valuesOf(landscape, place);
    return names.map((name) => cell(values[name]));
  });
  return table([names, ...rows]);
}

/** CSV (RFC 4180) of some ties, with the names of columns that Gephi knows (`Source`, `Target`, `Type`, `Weight`). */
export function tiesToCsv(landscape: Landscape, ties: readonly number[]): string {
  const { source, target, relation, weight, begin, end, bridges } = landscape.ties;
  const names = ["Source", "Target", "Type", "source_label", "Label", "target_label", "relation", "Weight"];
  const type = landscape.projection === DIRECTED ? "Directed" : "Undirected";
  const rows = ties.map((tie) => {
    const [from, to] = [at(source, tie), at(target, tie)];
    const kind = landscape.relations[at(relation, tie)];
    return [
      landscape.ids[from],
      landscape.ids[to],
      type,
      landscape.labels[from],
      kind?.name,
      landscape.labels[to],
      kind?.id,
      at(weight, tie),
      begin[tie],
      end[tie],
      String(bridges.has(tie)),
    ].map(cell);
  });
  return table([[...names, "begin", "end", "bridge"], ...rows]);
}

function table(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.join(",")}\r\n`).join("");
}

function valuesOf(landscape: Landscape, place: number): Record<string, string | number | null | undefined> {
  const named = (of: readonly { name: string }[], number: number | undefined) => of[number ?? -1]?.name ?? "";
  return {
    id: landscape.ids[place] ?? "",
    label: landscape.labels[place] ?? "",
    kind: named(landscape.kinds, landscape.kind[place]),
    field: (landscape.fieldsOf[place] ?? []).map((field) => named(landscape.fields, field)).join("; "),
    district: (landscape.districtsOf[place] ?? [])
      .map((district) => named(landscape.districts, district))
      .join("; "),
    community: named(landscape.communities, landscape.community[place]),
    begin: landscape.begin[place],
    end: landscape.end[place],
    ...Object.fromEntries(landscape.measures.map((measure) => [measure.id, measure.values[place]])),
  };
}

function cell(value: string | number | null | undefined): string {
  const text = String(value ?? "");
  // A spreadsheet takes what begins so for a formula.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
