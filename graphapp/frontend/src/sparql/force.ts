/** What is laid out: a number of nodes, and edges between them by their places. */
export interface Tied {
  readonly count: number;
  readonly edges: readonly (readonly [from: number, to: number])[];
}

/**
 * Place nodes so that edges are short and nodes apart (Fruchterman and Reingold 1991, with a pull to the middle), always the same
 * for the same graph: x and y of each node, one after the other.
 */
export function layout({ count, edges }: Tied, rounds = 220): Float64Array {
  const at = new Float64Array(2 * count);
  // A sunflower: even, and without chance.
  for (let node = 0; node < count; node += 1) {
    const radius = Math.sqrt(node + 0.5);
    at[2 * node] = radius * Math.cos(node * 2.399963);
    at[2 * node + 1] = radius * Math.sin(node * 2.399963);
  }
  const move = new Float64Array(2 * count);
  for (let round = 0; round < rounds; round += 1) {
    move.fill(0);
    apart(at, move, count);
    for (const [from, to] of edges) together(at, move, from, to);
    const furthest = (Math.sqrt(count) / 4 + 0.2) * (1 - round / rounds) + 0.01;
    for (let node = 0; node < count; node += 1) {
      const x = get(move, 2 * node) - 0.06 * get(at, 2 * node);
      const y = get(move, 2 * node + 1) - 0.06 * get(at, 2 * node + 1);
      const length = Math.hypot(x, y) || 1;
      const step = Math.min(length, furthest) / length;
      at[2 * node] = get(at, 2 * node) + x * step;
      at[2 * node + 1] = get(at, 2 * node + 1) + y * step;
    }
  }
  return at;
}

function get(values: Float64Array, place: number): number {
  return values[place] ?? 0;
}

function apart(at: Float64Array, move: Float64Array, count: number): void {
  for (let one = 0; one < count; one += 1) {
    const [oneX, oneY] = [get(at, 2 * one), get(at, 2 * one + 1)];
    let [sumX, sumY] = [0, 0];
    for (let other = one + 1; other < count; other += 1) {
      const x = oneX - get(at, 2 * other);
      const y = oneY - get(at, 2 * other + 1);
      const force = 1 / Math.max(x * x + y * y, 0.01);
      sumX += x * force;
      sumY += y * force;
      move[2 * other] = get(move, 2 * other) - x * force;
      move[2 * other + 1] = get(move, 2 * other + 1) - y * force;
    }
    move[2 * one] = get(move, 2 * one) + sumX;
    move[2 * one + 1] = get(move, 2 * one + 1) + sumY;
  }
}

function together(at: Float64Array, move: Float64Array, from: number, to: number): void {
  const x = get(at, 2 * to) - get(at, 2 * from);
  const y = get(at, 2 * to + 1) - get(at, 2 * from + 1);
  const force = 0.2 * Math.hypot(x, y);
  move[2 * from] = get(move, 2 * from) + x * force;
  move[2 * from + 1] = get(move, 2 * from + 1) + y * force;
  move[2 * to] = get(move, 2 * to) - x * force;
  move[2 * to + 1] = get(move, 2 * to + 1) - y * force;
}
