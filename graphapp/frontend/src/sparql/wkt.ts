/** Longitude and latitude in degrees (WGS84). */
export type Point = readonly [longitude: number, latitude: number];

/** A geometry as it is drawn: points, and rings of points that are open (lines) or closed (areas). */
export interface Shape {
  readonly points: readonly Point[];
  readonly lines: readonly (readonly Point[])[];
  readonly areas: readonly (readonly Point[])[];
}

/**
 * Read Well-Known Text as GeoSPARQL 1.1 (8.5.1) writes it: an optional IRI of the reference system, then (multi)points, lines or
 * polygons. Axes are longitude, latitude (CRS84); EPSG:4326 has them the other way round. Null for anything else.
 */
export function readWkt(text: string): Shape | null {
  const found = /^\s*(?:<([^>]*)>)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(?:Z|M|ZM)?\s*(\(.*\))\s*$/is.exec(
    text,
  );
  if (found === null) return null;
  const swapped = /EPSG\/[^/]*\/4326$/.test(found[1] ?? "");
  const rings = [...(found[4] ?? "").matchAll(/[^()]+/g)]
    .map(([ring]) => points(ring, swapped))
    .filter((ring) => ring.length > 0);
  if (rings.some((ring) => ring.some((point) => !point.every(Number.isFinite)))) return null;
  switch ((found[3] ?? "").toUpperCase()) {
    case "POINT":
      return { points: rings.flat(), lines: [], areas: [] };
    case "LINESTRING":
      return { points: [], lines: rings, areas: [] };
    default:
      return { points: [], lines: [], areas: rings };
  }
}

function points(ring: string, swapped: boolean): Point[] {
  return ring
    .split(",")
    .filter((pair) => pair.trim() !== "")
    .map((pair) => {
      const [x, y] = pair.trim().split(/\s+/).map(Number);
      return swapped ? [y ?? Number.NaN, x ?? Number.NaN] : [x ?? Number.NaN, y ?? Number.NaN];
    });
}

/** Draws degrees on a plane: equirectangular, with the true scale in the middle latitude. */
export interface Projection {
  readonly width: number;
  readonly height: number;
  at(point: Point): readonly [x: number, y: number];
}

/** The projection that makes all points fit into a width, with a margin. */
export function project(all: readonly Point[], width: number, margin = 12): Projection | null {
  if (all.length === 0) return null;
  let [west, east, south, north] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 90, -90];
  for (const [x, y] of all) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const breadth = Math.max((east - west) * narrow, 0.01);
  const scale = (width - 2 * margin) / breadth;
  return {
    width,
    height: Math.max((north - south) * scale + 2 * margin, 60),
    at: ([x, y]) => [margin + (x - west) * narrow * scale, margin + (north - y) * scale],
  };
}
