import { numberOf, type Row, type Term } from "./solutions";

export const AGGREGATES = ["count", "sum", "average"] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** A pivot table: a cell is null where no row falls into it, or none with a number. */
export interface Pivot {
  readonly rows: readonly string[];
  readonly across: readonly string[];
  readonly cells: readonly (readonly (number | null)[])[];
}

/** Group rows by two columns; `value` is the column that is summed or averaged. `read` says how a term reads. */
export function pivot(
  rows: readonly Row[],
  by: { readonly rows: number; readonly across: number; readonly value: number; readonly how: Aggregate },
  read: (term: Term | undefined) => string,
): Pivot {
  const sums = new Map<string, Map<string, { count: number; sum: number }>>();
  const across = new Set<string>();
  for (const row of rows) {
    const one = read(row[by.rows]);
    const other = read(row[by.across]);
    const number = by.how === "count" ? 1 : numberOf(row[by.value]);
    if (number === null) continue;
    across.add(other);
    const line = sums.get(one) ?? new Map<string, { count: number; sum: number }>();
    sums.set(one, line);
    const cell = line.get(other) ?? { count: 0, sum: 0 };
    line.set(other, { count: cell.count + 1, sum: cell.sum + number });
  }
  const heads = [...across].sort(inOrder);
  const names = [...sums.keys()].sort(inOrder);
  const cells = names.map((name) =>
    heads.map((head) => {
      const cell = sums.get(name)?.get(head);
      if (cell === undefined) return null;
      return by.how === "average" ? cell.sum / cell.count : cell.sum;
    }),
  );
  return { rows: names, across: heads, cells };
}

function inOrder(one: string, other: string): number {
  return one.localeCompare(other, undefined, { numeric: true });
}
