import { fold } from "../search/suggestions";
import { numberOf, type Row, type Table, type Term } from "./solutions";

/** By which column a table is sorted. */
export interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** How a term reads. */
export type Read = (term: Term | undefined) => string;

/**
 * The rows that have all `words` somewhere, sorted: numbers by size, all else by how it reads; what is empty comes last.
 * Without an order the rows stay as they came.
 */
export function arrange(table: Table, words: string, order: Order | null, read: Read): readonly Row[] {
  const wanted = fold(words)
    .split(/\s+/)
    .filter((word) => word !== "");
  let rows = table.rows;
  if (wanted.length > 0) {
    rows = rows.filter((row) => {
      const text = fold(row.map((term) => `${term?.value ?? ""} ${read(term)}`).join(" "));
      return wanted.every((word) => text.includes(word));
    });
  }
  return order === null ? rows : sorted(rows, order, read);
}

function sorted(rows: readonly Row[], { column, descending }: Order, read: Read): readonly Row[] {
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => {
    const term = row[column];
    return { row, empty: term === undefined, number: numberOf(term), text: fold(read(term)) };
  });
  keyed.sort((one, other) => {
    if (one.empty || other.empty) return Number(one.empty) - Number(other.empty);
    if (one.number !== null && other.number !== null) return sign * (one.number - other.number);
    if (one.number !== null || other.number !== null) return one.number === null ? 1 : -1;
    return one.text < other.text ? -sign : one.text > other.text ? sign : 0;
  });
  return keyed.map(({ row }) => row);
}
