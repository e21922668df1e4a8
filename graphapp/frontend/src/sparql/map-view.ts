import { draw, drawing, make } from "../page/dom";
import { Choices } from "./choices";
import { addressOf } from "./labels";
import { number, say } from "./page";
import { numberOf, type Row, readResult, type Term } from "./solutions";
import type { Shown } from "./views";
import { type Point, type Projection, project, readWkt, type Shape } from "./wkt";

const MOST = 3000;
const LISTED = 300;
const DISTRICTS = "/queries/catalogue/state-map?format=json";

interface Place {
  readonly name: string;
  readonly address: string | null;
  readonly shape: Shape;
  readonly size: number | null;
}

/** Rows with coordinates or shapes on the outline of the state's districts, and the same as a list. */
export async function showMap(shown: Shown, host: HTMLElement): Promise<void> {
  const { page, table } = shown;
  const choices = new Choices(shown, "map");
  const byShape = choices.of("shape") !== "";
  host.append(
    make(
      "div",
      { class: "choices" },
      ...(byShape
        ? [choices.select("shape", ["shape"], false)]
        : [
            choices.select("lat", ["number", "text"], false),
            choices.select("long", ["number", "text"], false),
          ]),
      choices.select("label", ["text", "iri"], true),
      choices.select("size", ["number"], true),
    ),
  );
  await choices.labels(Math.min(table.rows.length, MOST));
  const places = table.rows.slice(0, MOST).flatMap((row) => placeOf(shown, choices, row) ?? []);
  const districts = await outline();
  const all = [...places.flatMap(({ shape }) => pointsOf(shape)), ...districts.flat()];
  const projection = project(all, Math.max(Math.min(host.clientWidth, 900), 300));
  if (projection === null || places.length === 0) {
    host.append(make("p", {}, say(page, "nothingToDraw")));
    return;
  }
  const { width, height } = projection;
  const title = say(page, "mapOf", { count: places.length });
  const svg = drawing(width, height, title, "group");
  for (const ring of districts)
    svg.append(draw("path", { d: path([ring], projection, true), class: "district" }));
  svg.append(...areas(places, projection), ...dots(shown, places, projection));
  const figure = make("figure", { class: "map-view" }, svg);
  if (districts.length > 0) figure.append(make("figcaption", { class: "quiet" }, say(page, "areasFrom")));
  const missing = Math.min(table.rows.length, MOST) - places.length;
  if (missing > 0) figure.append(make("p", { class: "quiet" }, say(page, "unplaced", { count: missing })));
  if (table.rows.length > MOST) {
    figure.append(
      make("p", { class: "quiet" }, say(page, "drawnCut", { shown: MOST, count: table.rows.length })),
    );
  }
  host.append(figure, listOf(shown, places));
}

function placeOf(shown: Shown, choices: Choices, row: Row): Place | null {
  const shape =
    choices.of("shape") === "" ? pointOf(row, choices) : readWkt(row[choices.place("shape")]?.value ?? "");
  if (shape === null) return null;
  const label = choices.of("label");
  const thing = row[choices.place(label.replace(/Label$/, ""))] ?? row.find((term) => term?.type === "uri");
  return {
    name: choices.read(row[choices.place("label")]),
    address: thing?.type === "uri" ? addressOf(shown.page, thing.value) : null,
    shape,
    size: numberOf(row[choices.place("size")]),
  };
}

function pointOf(row: Row, choices: Choices): Shape | null {
  const degrees = (term: Term | undefined): number => (term === undefined ? Number.NaN : Number(term.value));
  const point: Point = [degrees(row[choices.place("long")]), degrees(row[choices.place("lat")])];
  return point.every(Number.isFinite) ? { points: [point], lines: [], areas: [] } : null;
}

function pointsOf(shape: Shape): Point[] {
  return [...shape.points, ...shape.lines.flat(), ...shape.areas.flat()];
}

let districts: Promise<Point[][]> | null = null;

/** The rings of the districts; none where the release has no such shapes. */
function outline(): Promise<Point[][]> {
  districts ??= fetch(DISTRICTS)
    .then(async (response) => (response.ok ? readResult(await response.text(), "json") : null))
    .then((result) => {
      if (result === null || result.kind === "boolean") return [];
      const area = result.variables.indexOf("area");
      return result.rows.flatMap((row) =>
        (readWkt(row[area]?.value ?? "")?.areas ?? []).map((ring) => [...ring]),
      );
    })
    .catch(() => []);
  return districts;
}

function path(rings: readonly (readonly Point[])[], { at }: Projection, closed: boolean): string {
  return rings
    .map((ring) => {
      const steps = ring.map((point) =>
        at(point)
          .map((value) => value.toFixed(1))
          .join(" "),
      );
      return `M${steps.join("L")}${closed ? "Z" : ""}`;
    })
    .join("");
}

function areas(places: readonly Place[], projection: Projection): SVGElement[] {
  const sizes = places.flatMap(({ size }) => size ?? []);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  return places
    .filter(({ shape }) => shape.areas.length > 0 || shape.lines.length > 0)
    .map(({ shape, name, address, size }) => {
      const step =
        size === null || high <= low ? 2 : Math.min(4, Math.floor(((size - low) / (high - low)) * 5));
      const d = path(shape.areas, projection, true) + path(shape.lines, projection, false);
      const drawn = draw(
        "path",
        { d, class: shape.areas.length > 0 ? `area shade-${step}` : "line" },
        draw("title", {}, name),
      );
      return linked(drawn, name, address);
    });
}

/** One dot for all that is at the same place; its area goes by the size, or by their number. */
function dots({ page }: Shown, places: readonly Place[], { at }: Projection): SVGElement[] {
  const together = new Map<string, Place[]>();
  for (const place of places) {
    for (const point of place.shape.points) {
      const key = at(point)
        .map((value) => value.toFixed(1))
        .join(" ");
      together.set(key, [...(together.get(key) ?? []), place]);
    }
  }
  const weigh = (group: readonly Place[]): number =>
    group.some(({ size }) => size !== null) ? Math.max(...group.map(({ size }) => size ?? 0)) : group.length;
  const heaviest = Math.max(...[...together.values()].map(weigh), 1);
  return [...together]
    .sort(([, one], [, other]) => weigh(other) - weigh(one))
    .map(([key, group]) => {
      const [cx, cy] = key.split(" ");
      const r = 3.5 + 12 * Math.sqrt(Math.max(weigh(group), 0) / heaviest) * (heaviest > 1 ? 1 : 0);
      const names = group.map(({ name, size }) => (size === null ? name : `${name}: ${number(page, size)}`));
      const told = names.length > 12 ? [...names.slice(0, 12), `+ ${names.length - 12}`] : names;
      const circle = draw(
        "circle",
        { cx: cx ?? 0, cy: cy ?? 0, r: r.toFixed(1), class: "dot" },
        draw("title", {}, told.join("\n")),
      );
      const address = group.length === 1 ? (group[0]?.address ?? null) : null;
      return linked(circle, told.join(", "), address);
    });
}

function linked(drawn: SVGElement, name: string, address: string | null): SVGElement {
  // The list has the same links for the keyboard; a tab stop for each dot would be a long way.
  return address === null ? drawn : draw("a", { href: address, tabindex: -1, "aria-label": name }, drawn);
}

function listOf({ page }: Shown, places: readonly Place[]): HTMLElement {
  const items = places.slice(0, LISTED).map(({ name, address, size }) => {
    const told = size === null ? "" : ` ${number(page, size)}`;
    return make("li", {}, address === null ? name : make("a", { href: address }, name), told);
  });
  const list = make(
    "details",
    { class: "data" },
    make("summary", {}, say(page, "asList")),
    make("ul", { class: "places" }, ...items),
  );
  if (places.length > LISTED)
    list.append(
      make("p", { class: "quiet" }, say(page, "drawnCut", { shown: LISTED, count: places.length })),
    );
  return list;
}
