/** How the rows of a table stand: as the server sent them, or by a column. */
export type Direction = "none" | "ascending" | "descending";

/** The direction after one more press on a heading: up, down, and back to the order of the server. */
export function next(direction: Direction): Direction {
  if (direction === "none") return "ascending";
  return direction === "ascending" ? "descending" : "none";
}

/** Return the places of `keys` in the order of the column, equal ones in their own; what is empty comes last either way. */
export function ordered(
  keys: readonly string[],
  direction: Direction,
  numeric: boolean,
  language: string,
): number[] {
  const places = keys.map((_, place) => place);
  if (direction === "none") return places;
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const sign = direction === "ascending" ? 1 : -1;
  const compare = (one: string, other: string): number =>
    numeric ? Number(one) - Number(other) : collator.compare(one, other);
  return places.sort((one, other) => {
    const [first, second] = [keys[one] ?? "", keys[other] ?? ""];
    if (first === "" || second === "") return Number(first === "") - Number(second === "") || one - other;
    return sign * compare(first, second) || one - other;
  });
}
