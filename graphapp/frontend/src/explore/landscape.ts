/** A thing that a legend, a filter or a list names. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** How a tie reads from its source to its target, and the other way round. */
export interface Relation extends Named {
  readonly inverse: string;
}

/** A figure of every thing, and the sentence that explains it. */
export interface Measure extends Named {
  readonly explain: string;
  readonly values: readonly number[];
}

/** A year, or null where none is known. */
export type Year = number | null;

/** A network as the server sends it, in the page's language. Things and ties are known by their place in the columns. */
export interface Landscape {
  readonly projection: string;
  readonly release: string;
  readonly kinds: readonly Named[];
  readonly fields: readonly Named[];
  readonly districts: readonly Named[];
  readonly communities: readonly Named[];
  readonly relations: readonly Relation[];
  readonly measures: readonly Measure[];
  readonly ids: readonly string[];
  readonly labels: readonly string[];
  readonly kind: readonly number[];
  readonly fieldsOf: readonly (readonly number[])[];
  /** The districts each thing is in, the innermost first. */
  readonly districtsOf: readonly (readonly number[])[];
  readonly begin: readonly Year[];
  readonly end: readonly Year[];
  readonly community: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly ties: Ties;
  /** Place of a thing by its id. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly adjacency: Adjacency;
}

export interface Ties {
  readonly source: readonly number[];
  readonly target: readonly number[];
  readonly relation: readonly number[];
  readonly weight: readonly number[];
  readonly begin: readonly Year[];
  readonly end: readonly Year[];
  readonly bridges: ReadonlySet<number>;
}

/** The ties of thing `i` are `ties[k]`, and what they lead to `others[k]`, for `k` from `first[i]` to `first[i + 1]`. */
export interface Adjacency {
  readonly first: Int32Array;
  readonly others: Int32Array;
  readonly ties: Int32Array;
}

export type Language = "de" | "en";

interface Bilingual {
  readonly id: string | number;
  readonly de: string;
  readonly en: string | null;
}

/** The file of a projection, docs/exploring.md. */
interface Sent {
  readonly projection: string;
  readonly release: string;
  readonly kinds: Bilingual[];
  readonly fields: Bilingual[];
  readonly districts: Bilingual[];
  readonly communities: Bilingual[];
  readonly relations: (Bilingual & { inverseDe: string; inverseEn: string })[];
  readonly measures: (Bilingual & { explainDe: string; explainEn: string })[];
  readonly nodes: {
    readonly id: string[];
    readonly de: string[];
    readonly en: (string | null)[];
    readonly kind: number[];
    readonly fields: number[][];
    readonly districts: number[][];
    readonly begin: Year[];
    readonly end: Year[];
    readonly community: number[];
    readonly x: number[];
    readonly y: number[];
    readonly measures: Record<string, number[]>;
  };
  readonly edges: {
    readonly source: number[];
    readonly target: number[];
    readonly relation: number[];
    readonly weight: number[];
    readonly begin: Year[];
    readonly end: Year[];
    readonly bridge: number[];
  };
}

/** Read what the server sent. Throws where columns are not of one length or a tie leads nowhere. */
export function readLandscape(sent: unknown, language: Language): Landscape {
  const { nodes, edges, ...rest } = sent as Sent;
  const count = nodes.id.length;
  for (const column of [nodes.de, nodes.kind, nodes.x, nodes.y, nodes.begin, nodes.end, nodes.community]) {
    if (column.length !== count) throw new Error("The columns of the things are not of one length.");
  }
  for (const column of [edges.target, edges.relation, edges.begin, edges.end]) {
    if (column.length !== edges.source.length)
      throw new Error("The columns of the ties are not of one length.");
  }
  const named = (one: Bilingual): Named => ({
    id: String(one.id),
    name: inLanguage(one.de, one.en, language),
  });
  return {
    projection: rest.projection,
    release: rest.release,
    kinds: rest.kinds.map(named),
    fields: rest.fields.map(named),
    districts: rest.districts.map(named),
    communities: rest.communities.map(named),
    relations: rest.relations.map((one) => ({
      ...named(one),
      inverse: inLanguage(one.inverseDe, one.inverseEn, language),
    })),
    measures: rest.measures.map((one) => ({
      ...named(one),
      explain: inLanguage(one.explainDe, one.explainEn, language),
      values: nodes.measures[String(one.id)] ?? [],
    })),
    ids: nodes.id,
    labels: nodes.de.map((de, place) => inLanguage(de, nodes.en[place] ?? null, language)),
    kind: nodes.kind,
    fieldsOf: nodes.fields,
    districtsOf: nodes.districts,
    begin: nodes.begin,
    end: nodes.end,
    community: nodes.community,
    x: nodes.x,
    y: nodes.y,
    ties: { ...edges, bridges: new Set(edges.bridge) },
    placeOf: new Map(nodes.id.map((id, place) => [id, place])),
    adjacency: adjacencyOf(count, edges.source, edges.target),
  };
}

function inLanguage(de: string, en: string | null, language: Language): string {
  return language === "en" ? (en ?? de) : de;
}

/** Which ties each of `count` things has, in one pass over the ties. Throws where a tie leads nowhere. */
export function adjacencyOf(count: number, source: readonly number[], target: readonly number[]): Adjacency {
  const first = new Int32Array(count + 1);
  for (const end of [...source, ...target]) {
    if (!(end >= 0 && end < count)) throw new Error(`A tie leads to thing ${end}, which there is not.`);
    first[end + 1] = at(first, end + 1) + 1;
  }
  for (let place = 0; place < count; place += 1) first[place + 1] = at(first, place + 1) + at(first, place);
  const free = first.slice();
  const others = new Int32Array(2 * source.length);
  const ties = new Int32Array(2 * source.length);
  for (const [tie, from] of source.entries()) {
    const to = at(target, tie);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const slot = at(free, one);
      free[one] = slot + 1;
      others[slot] = other;
      ties[slot] = tie;
    }
  }
  return { first, others, ties };
}

/** The number at a place of a column; the place is known to be in it. */
export function at(column: { readonly [place: number]: number | undefined }, place: number): number {
  return column[place] as number;
}

/** What thing `place` is tied to: the other thing, and the tie. */
export function* tiesOf(landscape: Landscape, place: number): Generator<{ other: number; tie: number }> {
  const { first, others, ties } = landscape.adjacency;
  for (let slot = at(first, place); slot < at(first, place + 1); slot += 1) {
    yield { other: at(others, slot), tie: at(ties, slot) };
  }
}
