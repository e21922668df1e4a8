import { draw, drawing, make } from "../page/dom";
import { Choices } from "./choices";
import { alongside, type ColumnKind } from "./columns";
import { number, say } from "./page";
import { numberOf, type Row, type Term, yearOf } from "./solutions";
import { ticks } from "./ticks";
import type { Shown } from "./views";

const BARS = 60;
const DOTS = 2000;
const SERIES = 8;
const ANY: readonly ColumnKind[] = ["text", "iri", "time", "number"];

interface Dot {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** A chart of two columns: bars by name, or lines and points over a time or a number. */
export async function showChart(shown: Shown, host: HTMLElement): Promise<void> {
  const { page, table } = shown;
  const given = new Choices(shown, "chart");
  const kind = given.of("kind") || "bars";
  const fits = given.columns.some(
    (column) => column.name === given.of("x") && ["time", "number"].includes(column.kind),
  );
  const choices = kind === "bars" || fits ? given : given.with("x", alongside(given.columns, given.of("y")));
  const [x, y, series] = [choices.place("x"), choices.place("y"), choices.place("series")];
  const bars = kind === "bars";
  host.append(
    make(
      "div",
      { class: "choices" },
      choices.words("kind", ["bars", "lines", "points"]),
      choices.select("x", bars ? ANY : ["time", "number"], false),
      choices.select("y", ["number"], false),
      ...(bars ? [] : [choices.select("series", ["text", "iri"], true)]),
    ),
  );
  const most = bars ? BARS : DOTS;
  await choices.labels(most);
  const rows = table.rows.filter((row) => numberOf(row[y]) !== null && (bars || along(row[x]) !== null));
  if (rows.length === 0) {
    host.append(make("p", {}, say(page, "nothingToDraw")));
    return;
  }
  const drawn = rows.slice(0, most);
  const width = Math.max(host.clientWidth, 300);
  const title = say(page, "chartOf", { x: choices.of("x"), y: choices.of("y") });
  const figure = make("figure", { class: "chart" });
  if (bars) {
    figure.append(
      barChart(
        shown,
        drawn.map((row) => [choices.read(row[x]), numberOf(row[y]) ?? 0]),
        width,
        title,
      ),
    );
  } else {
    const groups = grouped(drawn, x, y, series, choices.read);
    figure.append(
      dotChart(
        shown,
        groups,
        kind === "lines",
        width,
        title,
        table.rows.some((row) => yearOf(row[x]) !== null),
      ),
    );
    if (series >= 0) figure.append(legend([...groups.keys()].slice(0, SERIES)));
    if (groups.size > SERIES)
      figure.append(
        make("p", { class: "quiet" }, say(page, "seriesCut", { shown: SERIES, count: groups.size })),
      );
  }
  if (rows.length > drawn.length) {
    figure.append(
      make(
        "figcaption",
        { class: "quiet" },
        say(page, "drawnCut", { shown: drawn.length, count: rows.length }),
      ),
    );
  }
  host.append(
    figure,
    dataTable(
      shown,
      choices,
      drawn,
      [series, x, y].filter((place) => place >= 0),
    ),
  );
}

function along(term: Term | undefined): number | null {
  return numberOf(term) ?? yearOf(term);
}

function grouped(
  rows: readonly Row[],
  x: number,
  y: number,
  series: number,
  read: (term: Term | undefined) => string,
): Map<string, Dot[]> {
  const groups = new Map<string, Dot[]>();
  for (const row of rows) {
    const name = series < 0 ? "" : read(row[series]);
    const dots = groups.get(name) ?? [];
    groups.set(name, dots);
    dots.push({
      name: `${name === "" ? "" : `${name}, `}${row[x]?.value ?? ""}`,
      x: along(row[x]) ?? 0,
      y: numberOf(row[y]) ?? 0,
    });
  }
  for (const dots of groups.values()) dots.sort((one, other) => one.x - other.x);
  return groups;
}

/** Lying bars, so that names can be read; the line of zero is always seen. */
function barChart(
  { page }: Shown,
  bars: readonly (readonly [string, number])[],
  width: number,
  title: string,
): SVGElement {
  const line = 26;
  const left = Math.min(width * 0.42, 320);
  const low = Math.min(0, ...bars.map(([, value]) => value));
  const high = Math.max(0, ...bars.map(([, value]) => value));
  const scale = (width - left - 90) / (high - low || 1);
  const at = (value: number): number => left + (value - low) * scale;
  const height = bars.length * line + 8;
  const svg = drawing(width, height, title);
  for (const [place, [name, value]] of bars.entries()) {
    const top = place * line + 4;
    const shown = number(page, value);
    svg.append(
      draw(
        "text",
        { x: left - 8, y: top + 16, "text-anchor": "end", class: "name" },
        short(name, left / 7.2),
      ),
      draw(
        "rect",
        {
          x: Math.min(at(value), at(0)),
          y: top + 3,
          width: Math.max(Math.abs(at(value) - at(0)), 1),
          height: line - 9,
          class: "series-0",
        },
        draw("title", {}, `${name}: ${shown}`),
      ),
      draw("text", { x: Math.max(at(value), at(0)) + 6, y: top + 16, class: "value" }, shown),
    );
  }
  svg.append(draw("line", { x1: at(0), x2: at(0), y1: 0, y2: height, class: "axis" }));
  return svg;
}

function dotChart(
  { page }: Shown,
  groups: ReadonlyMap<string, readonly Dot[]>,
  lines: boolean,
  width: number,
  title: string,
  time: boolean,
): SVGElement {
  const [left, right, top, bottom, height] = [64, 16, 12, 32, 380];
  const dots = [...groups.values()].slice(0, SERIES).flat();
  const across = ticks(
    Math.min(...dots.map((dot) => dot.x)),
    Math.max(...dots.map((dot) => dot.x)),
    Math.max(3, Math.floor(width / 110)),
  );
  const up = ticks(Math.min(0, ...dots.map((dot) => dot.y)), Math.max(0, ...dots.map((dot) => dot.y)));
  const scale = (values: readonly number[], from: number, to: number) => {
    const [low, high] = [values[0] ?? 0, values.at(-1) ?? 1];
    return (value: number): number => from + ((value - low) / (high - low || 1)) * (to - from);
  };
  const atX = scale(across, left, width - right);
  const atY = scale(up, height - bottom, top);
  const svg = drawing(width, height, title);
  for (const value of up) {
    svg.append(
      draw("line", {
        x1: left,
        x2: width - right,
        y1: atY(value),
        y2: atY(value),
        class: value === 0 ? "axis" : "grid",
      }),
      draw(
        "text",
        { x: left - 8, y: atY(value) + 4, "text-anchor": "end", class: "tick" },
        number(page, value),
      ),
    );
  }
  for (const value of across) {
    if (!time || Number.isInteger(value)) {
      const text = time ? String(value) : number(page, value);
      svg.append(
        draw("text", { x: atX(value), y: height - 10, "text-anchor": "middle", class: "tick" }, text),
      );
    }
  }
  for (const [place, group] of [...groups.values()].slice(0, SERIES).entries()) {
    if (lines && group.length > 1) {
      const path = group
        .map((dot, step) => `${step === 0 ? "M" : "L"}${atX(dot.x).toFixed(1)} ${atY(dot.y).toFixed(1)}`)
        .join("");
      svg.append(draw("path", { d: path, class: `line series-${place}` }));
    }
    for (const dot of group) {
      const title = draw("title", {}, `${dot.name}: ${number(page, dot.y)}`);
      svg.append(draw("circle", { cx: atX(dot.x), cy: atY(dot.y), r: 3.5, class: `series-${place}` }, title));
    }
  }
  return svg;
}

function legend(names: readonly string[]): HTMLElement {
  const items = names.map((name, place) => {
    const mark = draw(
      "svg",
      { width: 12, height: 12, "aria-hidden": "true" },
      draw("circle", { cx: 6, cy: 6, r: 5, class: `series-${place}` }),
    );
    return make("li", {}, mark, ` ${name}`);
  });
  return make("ul", { class: "legend" }, ...items);
}

/** What is drawn, as a table. */
function dataTable(
  { page, table }: Shown,
  choices: Choices,
  rows: readonly Row[],
  places: readonly number[],
): HTMLElement {
  const head = make(
    "tr",
    {},
    ...places.map((place) => make("th", { scope: "col" }, table.variables[place] ?? "")),
  );
  const lines = rows.map((row) =>
    make("tr", {}, ...places.map((place) => make("td", {}, choices.read(row[place])))),
  );
  const grid = make(
    "table",
    {},
    make("caption", {}, say(page, "asTable")),
    make("thead", {}, head),
    make("tbody", {}, ...lines),
  );
  const scroll = make(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": say(page, "asTable") },
    grid,
  );
  return make("details", { class: "data" }, make("summary", {}, say(page, "asTable")), scroll);
}

/** A text cut to about so many letters. */
export function short(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, Math.max(Math.floor(letters) - 1, 1))}…` : text;
}
