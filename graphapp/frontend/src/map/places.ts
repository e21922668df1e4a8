import type { FeatureCollection } from "geojson";
import type { Named, Thing } from "./data";

/** Things at one point. */
export interface Place {
  at: [number, number];
  named: Named;
  things: Thing[];
}

/** Places that stand so near each other that one mark stands for them; the largest comes first. */
export interface Cluster {
  x: number;
  y: number;
  places: Place[];
  count: number;
}

/** Gather the points of a feature collection by where they are, those with most things first. */
export function placesOf(collection: FeatureCollection): Place[] {
  const found = new Map<string, Place>();
  for (const { geometry, properties } of collection.features) {
    if (geometry.type !== "Point") continue;
    const [x = 0, y = 0] = geometry.coordinates;
    const thing = properties as Thing;
    const place = found.get(`${x} ${y}`) ?? { at: [x, y], named: thing.place, things: [] };
    place.things.push(thing);
    found.set(`${x} ${y}`, place);
  }
  return [...found.values()].sort(
    (one, other) => other.things.length - one.things.length || one.named.id.localeCompare(other.named.id),
  );
}

/** Radius of the mark for a number of things, in CSS pixels: its area grows with the number, and it can be hit by a finger. */
export function radiusOf(count: number): number {
  return Math.min(12 + 0.9 * Math.sqrt(count), 28);
}

/** Join places whose marks would touch at the present zoom; `project` gives the pixel of a point. No place is lost. */
export function cluster(
  places: Place[],
  project: (at: [number, number]) => { x: number; y: number },
): Cluster[] {
  let clusters: Cluster[] = places.map((place) => ({
    ...pixel(project(place.at)),
    places: [place],
    count: place.things.length,
  }));
  // A mark grows with what joins it, and may then touch the next one.
  for (let before = -1; before !== clusters.length; ) {
    before = clusters.length;
    clusters = joined(clusters);
  }
  return clusters.sort((one, other) => other.count - one.count);
}

function pixel({ x, y }: { x: number; y: number }): { x: number; y: number } {
  return { x, y };
}

function joined(clusters: Cluster[]): Cluster[] {
  const kept: Cluster[] = [];
  for (const found of clusters) {
    const near = kept.find(
      (known) =>
        Math.hypot(known.x - found.x, known.y - found.y) < radiusOf(known.count) + radiusOf(found.count),
    );
    if (near) {
      near.places.push(...found.places);
      near.count += found.count;
    } else {
      kept.push({ ...found, places: [...found.places] });
    }
  }
  return kept;
}

export type Side = "right" | "left";

/** Width of a letter and height of a line of the names beside marks, in CSS pixels. */
const LETTER = 7;
const LINE = 16;

/**
 * Choose up to `most` clusters whose name can stand beside their mark without touching another mark or name: for each cluster
 * the side, or null. Names of larger clusters come first; none leaves the `room`, the width of the map.
 */
export function sidesOf(
  clusters: Cluster[],
  name: (of: Cluster) => string,
  most: number,
  room = Number.POSITIVE_INFINITY,
): (Side | null)[] {
  const marks = clusters.map((of) =>
    box(of.x - radiusOf(of.count), of.y, 2 * radiusOf(of.count), 2 * radiusOf(of.count)),
  );
  const names: Box[] = [];
  return clusters.map((of, index) => {
    if (names.length >= most) return null;
    const width = name(of).length * LETTER + 8;
    const radius = radiusOf(of.count) + 3;
    for (const [side, left] of [
      ["right", of.x + radius],
      ["left", of.x - radius - width],
    ] as const) {
      const found = box(left, of.y, width, LINE);
      const others = marks.filter((_, other) => other !== index);
      const fits = found[2] <= room && (found[0] >= 0 || !Number.isFinite(room));
      if (fits && ![...others, ...names].some((other) => meet(found, other))) {
        names.push(found);
        return side;
      }
    }
    return null;
  });
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

function box(left: number, middle: number, width: number, height: number): Box {
  return [left, middle - height / 2, left + width, middle + height / 2];
}

function meet(one: Box, other: Box): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}
