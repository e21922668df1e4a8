import type { FeatureCollection } from "geojson";
import { describe, expect, it } from "vitest";
import { cluster, placesOf, radiusOf, sidesOf } from "../src/map/places";

function point(place: string, x: number, y: number): FeatureCollection["features"][number] {
  const named = { id: `place/${place}`, de: place, en: null };
  return {
    type: "Feature",
    properties: { id: "organisation/one", de: "one", en: null, kind: "Company", place: named },
    geometry: { type: "Point", coordinates: [x, y] },
  };
}

const line: FeatureCollection["features"][number] = {
  type: "Feature",
  properties: { number: 3 },
  geometry: {
    type: "LineString",
    coordinates: [
      [0, 0],
      [1, 1],
    ],
  },
};
const places = placesOf({
  type: "FeatureCollection",
  features: [line, point("small", 300, 0), point("large", 0, 0), point("large", 0, 0), point("near", 10, 0)],
});
const project = ([x, y]: [number, number]): { x: number; y: number } => ({ x, y });

describe("places on the map", () => {
  it("are gathered by where they are, the largest first, and lines are none", () => {
    expect(places.map(({ named, things }) => [named.de, things.length])).toEqual([
      ["large", 2],
      ["near", 1],
      ["small", 1],
    ]);
  });

  it("are joined where their marks would touch, and nothing is lost", () => {
    const clusters = cluster(places, project);
    expect(clusters.map((found) => [found.count, found.places.length])).toEqual([
      [3, 2],
      [1, 1],
    ]);
    const apart = cluster(places, ([x, y]) => ({ x: x * 10, y }));
    expect(apart).toHaveLength(3);
    expect(apart.reduce((sum, found) => sum + found.count, 0)).toBe(4);
  });

  it("have marks that grow with the number and are at least 24 pixels wide", () => {
    expect(radiusOf(1)).toBeGreaterThanOrEqual(12);
    expect(radiusOf(50)).toBeGreaterThan(radiusOf(10));
  });

  it("have a name beside them only where there is room", () => {
    const free = cluster(places, project);
    expect(sidesOf(free, () => "name", 5)).toEqual(["right", "right"]);
    const tight = [
      { x: 0, y: 0, places: [], count: 1 },
      { x: 40, y: 0, places: [], count: 1 },
    ];
    expect(sidesOf(tight, () => "a long name", 5)).toEqual(["left", "right"]);
    expect(sidesOf(tight, () => "a long name", 1)).toEqual(["left", null]);
  });
});
