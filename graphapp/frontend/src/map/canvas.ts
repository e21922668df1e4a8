import type { FeatureCollection } from "geojson";
import "maplibre-gl/dist/maplibre-gl.css";
import {
  AttributionControl,
  type ExpressionSpecification,
  type GeoJSONSource,
  MapLibreMap,
  type StyleSpecification,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { colour, onTheme } from "./colours";
import { controls } from "./controls";
import type { MapData, Words } from "./data";
import { ListPanel } from "./list";
import { Marks } from "./marks";
import { placesOf } from "./places";

const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
const SHADES = 5;

setWorkerUrl(workerUrl);

/** The districts and who sits where, drawn by MapLibre from the project's own GeoJSON. */
export class MapCanvas {
  private readonly map: MapLibreMap;
  private readonly panel: ListPanel;
  private readonly marks: Marks;
  private asked = "";

  constructor(
    private readonly place: HTMLElement,
    private data: MapData,
    private readonly words: Words,
  ) {
    this.map = new MapLibreMap({
      container: place,
      style: styleOf(data.style, data.credit),
      ...(data.bounds ? { bounds: data.bounds } : {}),
      fitBoundsOptions: { padding: 12 },
      hash: "view",
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 14,
      minZoom: 4,
      locale: { "Map.Title": words.canvas },
    });
    this.map.touchZoomRotate.disableRotation();
    if (data.style) this.map.addControl(new AttributionControl({ compact: false }));
    controls(place, this.map, data, words);
    this.panel = new ListPanel(place, words);
    this.marks = new Marks(this.map, this.panel, words);
    this.map.on("error", ({ error }) => console.warn(error.message));
    this.map.once("load", () => this.begin());
    onTheme(() => this.paint());
  }

  /** Show another state of the page. */
  show(data: MapData): void {
    this.data = data;
    if (this.map.getSource("districts")) this.update();
  }

  private begin(): void {
    const { map } = this;
    map.addSource("districts", { type: "geojson", data: this.data.districts, promoteId: "id" });
    map.addSource("lines", { type: "geojson", data: EMPTY });
    const opacity = this.data.style ? 0.6 : 1;
    map.addLayer({
      id: "districts",
      type: "fill",
      source: "districts",
      paint: { "fill-opacity": opacity, "fill-antialias": true },
    });
    map.addLayer({ id: "edges", type: "line", source: "districts", paint: { "line-width": 1.2 } });
    map.addLayer({
      id: "lines",
      type: "line",
      source: "lines",
      layout: { "line-cap": "round" },
      filter: ["==", ["geometry-type"], "LineString"],
      paint: {
        "line-opacity": 0.55,
        "line-width": ["interpolate", ["linear"], ["sqrt", ["get", "number"]], 1, 1.5, 6, 8],
      },
    });
    map.on("mousemove", "districts", ({ features }) =>
      this.hover(String(features?.[0]?.properties["id"] ?? "")),
    );
    map.on("mouseleave", "districts", () => this.hover(""));
    map.on("click", "districts", ({ features }) => {
      const id = String(features?.[0]?.properties["id"] ?? "");
      const [name = "", number = null] = this.data.texts[id] ?? [];
      if (name) this.panel.openDistrict(id, name, this.figure(number));
    });
    this.update();
  }

  private update(): void {
    this.panel.close();
    this.paint();
    const { points } = this.data;
    if (points === this.asked) return;
    this.asked = points;
    void this.load(points);
  }

  private async load(address: string): Promise<void> {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const found = (await answer.json()) as FeatureCollection;
    // Another state may have been asked for meanwhile.
    if (address !== this.asked) return;
    this.map.getSource<GeoJSONSource>("lines")?.setData(found);
    this.marks.show(placesOf(found));
    const lines = found.features.filter(({ geometry }) => geometry.type === "LineString");
    this.place.dataset["lines"] = String(lines.length);
    this.place.dataset["shown"] = address;
  }

  private paint(): void {
    const { map } = this;
    if (!map.getLayer("districts")) return;
    const shades = Array.from({ length: SHADES }, (_, step) => colour(`--shade-${step}`));
    const none = shades[0] ?? "transparent";
    const pairs = Object.entries(this.data.shades).flatMap(([id, step]) => [id, shades[step] ?? none]);
    const fill = (pairs.length
      ? ["match", ["get", "id"], ...pairs, none]
      : none) as unknown as ExpressionSpecification;
    map.setPaintProperty("districts", "fill-color", fill);
    map.setPaintProperty("edges", "line-color", colour("--ground"));
    map.setPaintProperty("lines", "line-color", colour("--ink"));
  }

  private hover(id: string): void {
    const [name, number = null] = this.data.texts[id] ?? [];
    const figure = this.figure(number);
    this.place.dataset["hover"] = name ? `${name}${figure ? `: ${figure}` : ""}` : "";
  }

  private figure(number: number | null): string {
    const format = new Intl.NumberFormat(this.words.language, { maximumFractionDigits: 1 });
    return number === null ? "" : format.format(number);
  }
}

/** Return the style for an address: tiles have {z} in it, anything else is a style of its own; without one nothing is under the areas. */
function styleOf(address: string, credit: string): string | StyleSpecification {
  if (!address) return { version: 8, sources: {}, layers: [] };
  if (!address.includes("{z}")) return address;
  return {
    version: 8,
    sources: { under: { type: "raster", tiles: [address], tileSize: 256, attribution: escaped(credit) } },
    layers: [{ id: "under", type: "raster", source: "under" }],
  };
}

/** MapLibre takes a credit line for HTML; this one is text. */
function escaped(text: string): string {
  const line = document.createElement("span");
  line.textContent = text;
  return line.innerHTML;
}
