import { button, make } from "../page/dom";
import { addressOf, irisIn, irisOf, type Labels } from "./labels";
import { say } from "./page";
import { localName, numberOf, prefixed, type Row, type Table, type Term, yearOf } from "./solutions";
import { arrange, foldRows, type Order, wordsOf } from "./table-rows";
import type { Shown } from "./views";

/** Rows on one page of the table. */
export const ON_A_PAGE = 100;
/** IRIs of a list in one cell that are shown; all of them are in the downloads. */
const LISTED = 5;
/** IRIs whose labels are fetched before a table is sorted or filtered, so that it goes by what people read. */
const LABELS_AT_MOST = 5000;

/** Show rows as a table: a page at a time, sorted by a column, narrowed by words. */
export function showTable({ page, table, labels }: Shown, host: HTMLElement): void {
  let rows: readonly Row[] = table.rows;
  let order: Order | null = null;
  let first = 0;
  let texts: string[] | null = null;
  const filter = make("input", { type: "search", id: "filter-rows", autocomplete: "off" });
  const count = make("p", { class: "quiet", role: "status" });
  const head = make("tr");
  const body = make("tbody");
  const caption = make("caption", {}, say(page, "answerTable"));
  const grid = make("table", {}, caption, make("thead", {}, head), body);
  const scroll = make(
    "div",
    { class: "scroll", role: "region", tabindex: 0, "aria-label": say(page, "answerTable") },
    grid,
  );
  const pager = make("div", { class: "pager" });
  const numeric = table.variables.map((_, column) => isNumeric(table, column));

  for (const [column, name] of table.variables.entries()) {
    const sort = button(name, () => void sortBy(column), { class: "sort" });
    head.append(make("th", { scope: "col", class: numeric[column] ? "num" : "" }, sort));
  }
  let waiting: ReturnType<typeof setTimeout> | undefined;
  filter.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void arranged(), 150);
  });

  async function sortBy(column: number): Promise<void> {
    if (order?.column !== column) order = { column, descending: false };
    else order = order.descending ? null : { column, descending: true };
    for (const [place, cell] of [...head.children].entries()) {
      if (order?.column === place)
        cell.setAttribute("aria-sort", order.descending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    await arranged();
  }

  async function arranged(): Promise<void> {
    const iris = irisIn(table, page.base);
    if (iris.size <= LABELS_AT_MOST) await labels.ask(iris);
    const read = (term: Term | undefined): string => labels.read(term);
    const words = filter.value;
    if (texts === null && wordsOf(words).length > 0) texts = await foldRows(table, read);
    if (words !== filter.value) return; // Somebody has typed on; that key does the rest.
    rows = arrange(table, words, order, read, texts ?? []);
    first = 0;
    await fill();
  }

  async function fill(): Promise<void> {
    const shown: Table = { ...table, rows: rows.slice(first, first + ON_A_PAGE) };
    const draw = (): void => {
      body.replaceChildren(
        ...shown.rows.map((row) =>
          make("tr", {}, ...row.map((term, column) => cellOf(term, numeric[column] ?? false, labels))),
        ),
      );
    };
    draw();
    tell();
    const iris = irisIn(shown, page.base);
    await labels.ask(iris);
    draw();
  }

  function tell(): void {
    const last = Math.min(first + ON_A_PAGE, rows.length);
    const places = { first: rows.length === 0 ? 0 : first + 1, last, count: rows.length };
    count.textContent = say(page, rows.length === table.rows.length ? "rowsOf" : "rowsLeft", {
      ...places,
      all: table.rows.length,
    });
    const turn = (to: number): void => {
      first = to;
      scroll.scrollTop = 0;
      void fill();
    };
    const earlier = button(say(page, "earlier"), () => turn(Math.max(0, first - ON_A_PAGE)), {
      class: "minor",
    });
    const later = button(say(page, "later"), () => turn(first + ON_A_PAGE), { class: "minor" });
    earlier.disabled = first === 0;
    later.disabled = last >= rows.length;
    const had = [...pager.children].indexOf(document.activeElement ?? pager);
    pager.replaceChildren(earlier, later);
    pager.hidden = rows.length <= ON_A_PAGE;
    if (had >= 0) (had === 0 && !earlier.disabled ? earlier : later.disabled ? earlier : later).focus();
  }

  const label = make("label", { for: "filter-rows" }, say(page, "filter"));
  host.append(
    make("div", { class: "table-tools" }, make("div", { class: "choice" }, label, filter), count, pager),
    scroll,
  );
  void fill();
}

function isNumeric(table: Table, column: number): boolean {
  const some = table.rows.slice(0, 200).flatMap((row) => row[column] ?? []);
  return some.length > 0 && some.every((term) => numberOf(term) !== null);
}

function cellOf(term: Term | undefined, numeric: boolean, labels: Labels): HTMLElement {
  const cell = make("td", numeric ? { class: "num" } : {});
  if (term === undefined) cell.append(make("span", { class: "unbound" }, "–"));
  else cell.append(...partsOf(term, labels));
  return cell;
}

/** A term as a table shows it: an IRI as a link by its label, a literal with what is not plain about it behind it. */
export function partsOf(term: Term, labels: Labels): (Node | string)[] {
  const { page } = labels;
  if (term.type === "uri") return [linkOf(term.value, labels)];
  const listed = irisOf(term, page.base);
  if (listed.length > 1) {
    const shown = listed.slice(0, LISTED).map((iri) => make("li", {}, linkOf(iri, labels)));
    const more = listed.length - LISTED;
    if (more > 0) shown.push(make("li", { class: "quiet", title: term.value }, `+ ${more}`));
    return [make("ul", { class: "iris" }, ...shown)];
  }
  const parts: (Node | string)[] = [];
  if (term["xml:lang"] !== undefined) {
    parts.push(
      make("span", { lang: term["xml:lang"] }, term.value),
      " ",
      make("span", { class: "tag" }, term["xml:lang"]),
    );
  } else {
    const text = term.type === "bnode" ? `_:${term.value}` : term.value;
    parts.push(yearOf(term) === null ? text : make("span", { class: "date" }, text));
    const datatype = term.datatype;
    if (datatype !== undefined && numberOf(term) === null && !datatype.endsWith("#string")) {
      parts.push(
        " ",
        make(
          "span",
          { class: "tag", title: datatype },
          prefixed(datatype, page.prefixes) ?? localName(datatype),
        ),
      );
    }
  }
  return parts;
}

function linkOf(iri: string, labels: Labels): HTMLElement {
  const { page } = labels;
  const own = addressOf(page, iri);
  const label = labels.of(iri);
  const text = label?.text ?? prefixed(iri, page.prefixes) ?? iri;
  const language = label?.language;
  const attributes = { title: iri, ...(language === undefined ? {} : { lang: language }) };
  if (own !== null) return make("a", { href: own, ...attributes }, text);
  if (/^https?:/.test(iri)) return make("a", { href: iri, rel: "noopener", ...attributes }, text);
  return make("span", attributes, text);
}
