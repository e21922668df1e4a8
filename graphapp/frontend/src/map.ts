// The page /map: filters without loading the page anew, and a map that can be moved. Without WebGL the server's picture stays.
import "./styles/map.css";
import type { MapCanvas } from "./map/canvas";
import { type MapData, readJson, type Words } from "./map/data";
import { followForm } from "./page/following";

const words = readJson<Words>(document, "map-words");
const place = document.getElementById("map-canvas");
let canvas: MapCanvas | null = null;

followForm(
  {
    form: "map-form",
    parts: ["map-told", "map-still", "map-tables", "map-data"],
    defaults: { figure: "organisations" },
  },
  () => canvas?.show(readJson<MapData>(document, "map-data")),
);
if (place && hasWebGl()) void draw(place);

async function draw(place: HTMLElement): Promise<void> {
  const { MapCanvas } = await import("./map/canvas");
  const data = readJson<MapData>(document, "map-data");
  if (!data.bounds) return;
  place.hidden = false;
  document.body.classList.add("has-map");
  try {
    canvas = new MapCanvas(place, data, words);
  } catch (error) {
    // The browser offers WebGL and fails to start it: the picture is as good.
    place.hidden = true;
    document.body.classList.remove("has-map");
    console.warn(error);
  }
}

function hasWebGl(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}
