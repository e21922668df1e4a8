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
 * Without an order the rows stay as they came. `texts` are those of `foldRows`, needed where there are words.
 */
export function arrange(
  table: Table,
  words: string,
  order: Order | null,
  read: Read,
  texts: readonly string[] = [],
): readonly Row[] {
  const wanted = wordsOf(words);
  const rows =
    wanted.length === 0
      ? table.rows
      : table.rows.filter((_, place) => wanted.every((word) => texts[place]?.includes(word)));
  return order === null ? rows : sorted(rows, order, read);
}

/** The words that are looked for, folded. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** Rows folded at a time, before the page may answer to its reader again. */
const AT_ONCE = 4000;

/** What each row says, folded, to look for words in; a long table is done in steps so that the page does not stand still. */
export async function foldRows(table: Table, read: Read): Promise<string[]> {
  const known = new Map<string, string>();
  const folded = (term: Term | undefined): string => {
    if (term === undefined) return "";
    const text = term.type === "uri" ? `${term.value} ${read(term)}` : term.value;
    let made = known.get(text);
    if (made === undefined) {
      made = fold(text);
      known.set(text, made);
    }
    return made;
  };
  const texts: string[] = [];
  for (const row of table.rows) {
    texts.push(row.map(folded).join(" "));
    if (texts.length % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return texts;
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
