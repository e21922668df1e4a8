import { make } from "../page/dom";
import { Choices } from "./choices";
import { number, say } from "./page";
import { AGGREGATES, type Aggregate, pivot } from "./pivot";
import type { Shown } from "./views";

const ROWS = 300;
const ACROSS = 60;

/** Two columns against each other, with counts, sums or averages where they meet. */
export async function showPivot(shown: Shown, host: HTMLElement): Promise<void> {
  const { page, table } = shown;
  const choices = new Choices(shown, "pivot");
  const how = AGGREGATES.find((known) => known === choices.of("how")) ?? ("count" satisfies Aggregate);
  const kinds = ["text", "iri", "time", "number"] as const;
  host.append(
    make(
      "div",
      { class: "choices" },
      choices.select("rows", kinds, false),
      choices.select("across", kinds, false),
      choices.words("how", AGGREGATES),
      ...(how === "count" ? [] : [choices.select("value", ["number"], false)]),
    ),
  );
  await choices.labels(table.rows.length);
  const by = {
    rows: choices.place("rows"),
    across: choices.place("across"),
    value: choices.place("value"),
    how,
  };
  const made = pivot(table.rows, by, choices.read);
  const across = made.across.slice(0, ACROSS);
  const head = make(
    "tr",
    {},
    make("th", { scope: "col" }, `${choices.of("rows")} \\ ${choices.of("across")}`),
    ...across.map((name) => make("th", { scope: "col", class: "num" }, name === "" ? "–" : name)),
  );
  const lines = made.rows.slice(0, ROWS).map((name, place) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, name === "" ? "–" : name),
      ...across.map((_, column) => {
        const value = made.cells[place]?.[column] ?? null;
        return make("td", { class: "num" }, value === null ? "" : number(page, value, 2));
      }),
    ),
  );
  const caption = make("caption", {}, say(page, "view-pivot"));
  const grid = make("table", {}, caption, make("thead", {}, head), make("tbody", {}, ...lines));
  host.append(
    make(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": say(page, "view-pivot") },
      grid,
    ),
  );
  if (made.rows.length > ROWS || made.across.length > ACROSS) {
    host.append(
      make(
        "p",
        { class: "quiet" },
        say(page, "pivotCut", { rows: Math.min(made.rows.length, ROWS), across: across.length }),
      ),
    );
  }
}
