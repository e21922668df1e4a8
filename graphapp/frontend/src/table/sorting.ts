import { type Direction, next, ordered } from "./order";

/**
 * Let the headings of a panel's tables sort its rows. What does not fit into the first table stands in another below it, with
 * the same columns: both are one, and keep their lengths.
 */
export function sortTables(page: Document): void {
  for (const first of page.querySelectorAll<HTMLTableElement>("table[data-sortable]")) {
    if (first.closest("details.more") !== null) continue;
    const parent = first.closest(".scroll")?.parentElement;
    const rest = parent?.querySelector<HTMLTableElement>(":scope > details.more table[data-sortable]");
    sortable(rest ? [first, rest] : [first], page.documentElement.lang);
  }
}

function sortable(tables: readonly HTMLTableElement[], language: string): void {
  const rows = tables.flatMap((table) => bodyOf(table));
  const lengths = tables.map((table) => bodyOf(table).length);
  if (rows.length < 2) return;
  const headings = tables.map((table) => [...table.querySelectorAll<HTMLElement>("thead th")]);
  let state: { column: number; direction: Direction } = { column: -1, direction: "none" };
  const sort = (column: number): void => {
    state = { column, direction: next(state.column === column ? state.direction : "none") };
    const numeric = headings[0]?.[column]?.classList.contains("num") ?? false;
    const keys = rows.map((row) => keyOf(row.cells[column]));
    const sorted = ordered(keys, state.direction, numeric, language).flatMap((place) => rows[place] ?? []);
    let begin = 0;
    tables.forEach((table, place) => {
      const end = begin + (lengths[place] ?? 0);
      table.tBodies[0]?.replaceChildren(...sorted.slice(begin, end));
      begin = end;
    });
    for (const cells of headings) {
      for (const [at, cell] of cells.entries()) mark(cell, at === column ? state.direction : "none");
    }
  };
  for (const [place, cells] of headings.entries()) {
    const title = tables[place]?.dataset["sortable"] ?? "";
    cells.forEach((cell, column) => {
      cell.replaceChildren(buttonOf(cell.textContent ?? "", title, () => sort(column)));
    });
  }
}

function bodyOf(table: HTMLTableElement): HTMLTableRowElement[] {
  return [...(table.tBodies[0]?.rows ?? [])];
}

function keyOf(cell: HTMLTableCellElement | undefined): string {
  return cell?.dataset["key"] ?? cell?.textContent?.trim() ?? "";
}

function mark(heading: HTMLElement, direction: Direction): void {
  if (direction === "none") heading.removeAttribute("aria-sort");
  else heading.setAttribute("aria-sort", direction);
}

/** Make the button of a heading. The page's helpers for it would bring SVG with them, which no other part of every page needs. */
function buttonOf(text: string, title: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.title = title;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
