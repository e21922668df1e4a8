import { type Direction, next, ordered } from "./order";

/** Let the headings of a table sort its rows, where the page has all of them. */
export function sortTables(page: Document): void {
  for (const table of page.querySelectorAll<HTMLTableElement>("table[data-sortable]")) {
    sortable(table, page.documentElement.lang);
  }
}

function sortable(table: HTMLTableElement, language: string): void {
  const rows = bodyOf(table);
  if (rows.length < 2) return;
  const headings = [...table.querySelectorAll<HTMLElement>("thead th")];
  let state: { column: number; direction: Direction } = { column: -1, direction: "none" };
  const sort = (column: number): void => {
    state = { column, direction: next(state.column === column ? state.direction : "none") };
    const numeric = headings[column]?.classList.contains("num") ?? false;
    const keys = rows.map((row) => keyOf(row.cells[column]));
    const sorted = ordered(keys, state.direction, numeric, language).flatMap((place) => rows[place] ?? []);
    table.tBodies[0]?.replaceChildren(...sorted);
    for (const [at, cell] of headings.entries()) mark(cell, at === column ? state.direction : "none");
  };
  const title = table.dataset["sortable"] ?? "";
  headings.forEach((cell, column) => {
    cell.replaceChildren(buttonOf(cell.textContent ?? "", title, () => sort(column)));
  });
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
