import type { MapLibreMap } from "maplibre-gl";
import { make, signButton } from "../page/dom";
import type { MapData, Words } from "./data";

/** Put buttons for zooming, and for the whole state, on the map. */
export function controls(place: HTMLElement, map: MapLibreMap, data: MapData, words: Words): void {
  const whole = () => {
    if (data.bounds) map.fitBounds(data.bounds, { padding: 12 });
  };
  place.append(
    make(
      "div",
      { class: "map-controls" },
      signButton("+", words.zoomIn, () => map.zoomIn()),
      signButton("−", words.zoomOut, () => map.zoomOut()),
      signButton("⌂", words.home, whole),
    ),
  );
}
