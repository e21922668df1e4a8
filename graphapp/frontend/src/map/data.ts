/** What the page says to its script: graphapp/web/maps/views.py writes it. */
export interface MapData {
  /** Address of the districts as GeoJSON. */
  districts: string;
  /** Address of the organisations, or of members and the lines to them, as GeoJSON. */
  points: string;
  /** Id of a district, such as place/jena, and its class from 0 to 4. */
  shades: Record<string, number>;
  /** Id of a district, its name and its number; null where there is none. */
  texts: Record<string, [string, number | null]>;
  /** South-west and north-east corner of the state, longitude first. */
  bounds: [[number, number], [number, number]] | null;
  seat: [number, number] | null;
  /** Address of a style or of tiles to lie under the areas; empty for none. */
  style: string;
  /** Credit line of the tiles, plain text. */
  credit: string;
}

/** Texts in the language of the page. */
export interface Words {
  canvas: string;
  zoomIn: string;
  zoomOut: string;
  home: string;
  close: string;
  others: string;
  here: string;
  language: "de" | "en";
}

/** A name in German, and in English where that is another. */
export interface Named {
  id: string;
  de: string;
  en: string | null;
}

/** An organisation or member, as in the properties of a point. */
export interface Thing extends Named {
  kind: string;
  place: Named;
}

export function readJson<T>(page: Document, id: string): T {
  return JSON.parse(page.getElementById(id)?.textContent ?? "null") as T;
}

export function nameOf(thing: Named, language: "de" | "en"): string {
  return language === "en" && thing.en !== null ? thing.en : thing.de;
}
