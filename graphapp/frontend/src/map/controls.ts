import type { MapLibreMap } from "maplibre-gl";
import type { MapData, Words } from "./data";

/** Put buttons for zooming, and for the whole state, on the map. */
export function controls(place: HTMLElement, map: MapLibreMap, data: MapData, words: Words): void {
  const group = document.createElement("div");
  group.className = "map-controls";
  const button = (text: string, label: string, does: () => void): void => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.title = label;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", does);
    group.append(made);
  };
  button("+", words.zoomIn, () => map.zoomIn());
  button("−", words.zoomOut, () => map.zoomOut());
  button("⌂", words.home, () => {
    if (data.bounds) map.fitBounds(data.bounds, { padding: 12 });
  });
  place.append(group);
}
