import type { Row, Term } from "./solutions";

/** A thing that is tied to others in an answer. */
export interface Node {
  readonly id: string;
  readonly term: Term;
  readonly degree: number;
}

export interface Network {
  /** The best tied first. */
  readonly nodes: readonly Node[];
  /** Places of nodes, and the row that ties them. */
  readonly edges: readonly (readonly [from: number, to: number, row: Row])[];
  /** How many nodes there are in all. */
  readonly all: number;
}

/** Read pairs of IRIs in two columns as a network of at most `most` things, the best tied ones. */
export function readNetwork(rows: readonly Row[], from: number, to: number, most: number): Network {
  const degrees = new Map<string, { term: Term; degree: number }>();
  const pairs = rows.flatMap((row) => {
    const [one, other] = [row[from], row[to]];
    if (one === undefined || other === undefined || !isNode(one) || !isNode(other)) return [];
    for (const term of [one, other]) {
      const known = degrees.get(term.value);
      degrees.set(term.value, { term, degree: (known?.degree ?? 0) + 1 });
    }
    return [[one.value, other.value, row] as const];
  });
  const nodes = [...degrees]
    .map(([id, { term, degree }]) => ({ id, term, degree }))
    .sort((one, other) => other.degree - one.degree || (one.id < other.id ? -1 : 1))
    .slice(0, most);
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  const edges = pairs.flatMap(([one, other, row]) => {
    const [source, target] = [places.get(one), places.get(other)];
    return source === undefined || target === undefined || source === target
      ? []
      : [[source, target, row] as const];
  });
  return { nodes, edges, all: degrees.size };
}

function isNode(term: Term): boolean {
  return term.type === "uri" || term.type === "bnode";
}
