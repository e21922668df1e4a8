import { at, type Landscape } from "./landscape";
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

/** A GEXF 1.2 document (https://gexf.net/1.2/) of some things and ties, with their attributes, years and places. */
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
    return `<node id="${id}" label="${escaped(landscape.labels[place] ?? "")}"><attvalues>${told.join("")}</attvalues>${where}</node>`;
  });
  const { source, target, relation, weight, begin, end } = landscape.ties;
  const edges = ties.map((tie) => {
    const ends = `source="${escaped(landscape.ids[at(source, tie)] ?? "")}" target="${escaped(landscape.ids[at(target, tie)] ?? "")}"`;
    const told = [landscape.relations[at(relation, tie)]?.id, begin[tie], end[tie]].flatMap(
      (value, number) =>
        value == null ? [] : [`<attvalue for="${number}" value="${escaped(String(value))}"/>`],
    );
    return `<edge id="${tie}" ${ends} weight="${at(weight, tie)}"><attvalues>${told.join("")}</attvalues></edge>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">',
    '<graph mode="static" defaultedgetype="directed">',
    `<attributes class="node">${attributes.map(([name, type], number) => `<attribute id="${number}" title="${name}" type="${type}"/>`).join("")}</attributes>`,
    '<attributes class="edge"><attribute id="0" title="relation" type="string"/><attribute id="1" title="begin" type="integer"/><attribute id="2" title="end" type="integer"/></attributes>',
    `<nodes>${nodes.join("\n")}</nodes>`,
    `<edges>${edges.join("\n")}</edges>`,
    "</graph></gexf>\n",
  ].join("\n");
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
  return [names, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
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
