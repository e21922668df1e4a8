import { draw, drawing, make } from "../page/dom";
import { short } from "./chart-view";
import { Choices } from "./choices";
import { addressOf } from "./labels";
import { say } from "./page";
import { type Row, yearOf } from "./solutions";
import { ticks } from "./ticks";
import type { Shown } from "./views";

const MOST = 200;
const LINE = 28;

/** Rows along time: a bar where a beginning and an end are known, a dot where there is only one date. */
export async function showTimeline(shown: Shown, host: HTMLElement): Promise<void> {
  const { page, table } = shown;
  const choices = new Choices(shown, "timeline");
  host.append(
    make(
      "div",
      { class: "choices" },
      choices.select("begin", ["time", "number"], false),
      choices.select("end", ["time", "number"], true),
      choices.select("label", ["text", "iri"], false),
    ),
  );
  const [begin, end, label] = [choices.place("begin"), choices.place("end"), choices.place("label")];
  await choices.labels(table.rows.length);
  const dated = table.rows
    .map((row) => ({ row, from: yearOf(row[begin]) ?? yearOf(row[end]), to: yearOf(row[end]) }))
    .filter((one): one is { row: Row; from: number; to: number | null } => one.from !== null)
    .sort((one, other) => one.from - other.from);
  if (dated.length === 0) {
    host.append(make("p", {}, say(page, "nothingToDraw")));
    return;
  }
  const lines = dated.slice(0, MOST);
  const width = Math.max(host.clientWidth, 300);
  const left = Math.min(width * 0.42, 340);
  const years = lines.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  const [first, last] = [Math.min(...years), Math.max(...years) + 0.5];
  const axis = ticks(first, last, Math.max(3, Math.floor((width - left) / 80))).filter(
    (year) => Number.isInteger(year) && year >= first && year <= last,
  );
  const at = (year: number): number =>
    left + ((year - first) / (last - first || 1)) * (width - left - 24) + 8;
  const height = lines.length * LINE + 34;
  const title = say(page, "timelineOf", {
    count: lines.length,
    first: String(Math.floor(Math.min(...years))),
    last: String(Math.floor(Math.max(...years))),
  });
  // A group and not an image: the names in it are links.
  const svg = drawing(width, height, title, "group");
  for (const year of axis) {
    svg.append(
      draw("line", { x1: at(year), x2: at(year), y1: 24, y2: height, class: "grid" }),
      draw("text", { x: at(year), y: 16, "text-anchor": "middle", class: "tick" }, String(year)),
    );
  }
  for (const [place, { row, from, to }] of lines.entries()) {
    const top = 28 + place * LINE;
    const name = choices.read(row[label]);
    const dates = [row[begin]?.value, row[end]?.value].filter((date) => date !== undefined).join(" – ");
    const text = draw(
      "text",
      { x: left - 8, y: top + 18, "text-anchor": "end", class: "name" },
      short(name, left / 7.2),
    );
    const iri = row.find(
      (term, column) =>
        term?.type === "uri" &&
        (column === label || `${table.variables[column]}Label` === table.variables[label]),
    );
    const address = iri === undefined ? null : addressOf(page, iri.value);
    const told = draw("title", {}, `${name}: ${dates}`);
    const mark =
      to === null || to <= from
        ? draw("circle", { cx: at(from), cy: top + 13, r: 5, class: "series-0" }, told)
        : draw(
            "rect",
            {
              x: at(from),
              y: top + 7,
              width: Math.max(at(to) - at(from), 3),
              height: 12,
              rx: 2,
              class: "series-0",
            },
            told,
          );
    svg.append(
      address === null ? text : draw("a", { href: address, "aria-label": `${name}: ${dates}` }, text),
      mark,
    );
  }
  const figure = make("figure", { class: "chart" }, svg);
  if (dated.length > MOST)
    figure.append(
      make("figcaption", { class: "quiet" }, say(page, "drawnCut", { shown: MOST, count: dated.length })),
    );
  const undated = table.rows.length - dated.length;
  if (undated > 0) figure.append(make("p", { class: "quiet" }, say(page, "undated", { count: undated })));
  host.append(figure);
}
