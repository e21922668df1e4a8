import { at, type Landscape } from "./landscape";
import type { Look, Picture } from "./picture";
import type { View } from "./visible";

/** A picture made of lines, discs and names, in pixels from the upper left corner. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly ink: string;
  readonly lines: readonly {
    x1: number;
    y1: number;
    x2: number;
    y2: number;
    width: number;
    colour: string;
    opacity: number;
  }[];
  readonly discs: readonly {
    x: number;
    y: number;
    radius: number;
    colour: string;
    opacity: number;
    name: string;
  }[];
  readonly names: readonly { x: number; y: number; text: string; leftward: boolean }[];
}

/** What is seen of the landscape now: the same things, ties and names that are drawn, where they are drawn. */
export function sceneOf(
  landscape: Landscape,
  view: View,
  look: Look,
  picture: Picture,
  inks: { ground: string; ink: string; edge: string; accent: string },
): Scene {
  const { width, height } = picture.size;
  const { source, target, weight } = landscape.ties;
  const points = landscape.ids.map((_, place) => (view.things[place] === 1 ? picture.where(place) : null));
  const lines: Scene["lines"][number][] = [];
  for (const [tie, from] of source.entries()) {
    const one = points[from];
    const other = points[at(target, tie)];
    if (view.ties[tie] !== 1 || !one || !other) continue;
    if (Math.max(one.x, other.x) < 0 || Math.min(one.x, other.x) > width) continue;
    if (Math.max(one.y, other.y) < 0 || Math.min(one.y, other.y) > height) continue;
    const bright = look.bright?.ties.has(tie) === true;
    const own = look.colours[from] as string;
    const alike = own === look.colours[at(target, tie)];
    lines.push({
      x1: one.x,
      y1: one.y,
      x2: other.x,
      y2: other.y,
      width: 0.6 + 0.35 * Math.log2(Math.max(at(weight, tie), 1)) + (bright ? 0.8 : 0),
      colour: bright ? inks.accent : alike ? own : inks.edge,
      opacity: bright ? 0.75 : (look.bright !== null ? 0.25 : alike ? 1.7 : 1) * picture.opacity,
    });
  }
  const discs: Scene["discs"][number][] = [];
  const names: Scene["names"][number][] = [];
  const named = picture.named;
  for (const [place, point] of points.entries()) {
    if (point === null) continue;
    const radius = picture.radius(at(look.radii, place));
    const outside =
      point.x < -radius || point.x > width + radius || point.y < -radius || point.y > height + radius;
    if (outside) continue;
    const opacity = look.bright === null || look.bright.things.has(place) ? 1 : 0.14;
    const name = landscape.labels[place] ?? "";
    discs.push({ x: point.x, y: point.y, radius, colour: look.colours[place] as string, opacity, name });
    if (named.has(place)) {
      const leftward = picture.isLeftward(place);
      const x = leftward ? point.x - radius - 4 : point.x + radius + 4;
      names.push({ x, y: point.y, text: name, leftward });
    }
  }
  return { width, height, ground: inks.ground, ink: inks.ink, lines, discs, names };
}
