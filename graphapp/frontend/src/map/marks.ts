import { type MapLibreMap, Marker } from "maplibre-gl";
import { hideCovered } from "./covering";
import { nameOf, type Words } from "./data";
import type { ListPanel } from "./list";
import { type Cluster, cluster, type Place, radiusOf, type Side, sidesOf } from "./places";

/** How many marks have the name of their largest place beside them. */
const NAMED = 7;

/** Buttons on the map, one for each cluster of places: HTML, so that they can be reached by keyboard and read aloud. */
export class Marks {
  private places: Place[] = [];
  private markers: Marker[] = [];

  constructor(
    private readonly map: MapLibreMap,
    private readonly panel: ListPanel,
    private readonly words: Words,
  ) {
    map.on("zoomend", () => this.draw());
    map.on("move", () => hideCovered(map.getContainer()));
  }

  show(places: Place[]): void {
    this.places = places;
    this.draw();
  }

  private draw(): void {
    const focused = document.activeElement;
    const kept = this.markers.find((marker) => marker.getElement() === focused)?.getElement().dataset[
      "place"
    ];
    for (const marker of this.markers) marker.remove();
    const clusters = cluster(this.places, (at) => this.map.project(at));
    const sides = sidesOf(
      clusters,
      (found) => this.nameOf(found),
      NAMED,
      this.map.getContainer().clientWidth,
    );
    this.markers = clusters.map((found, index) => this.mark(found, sides[index] ?? null));
    const again = this.markers.find((marker) => marker.getElement().dataset["place"] === kept);
    hideCovered(this.map.getContainer());
    if (kept) again?.getElement().focus({ preventScroll: true });
  }

  private mark(found: Cluster, side: Side | null): Marker {
    const largest = found.places[0] as Place;
    const name = this.nameOf(found);
    const others = found.places.length - 1;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-mark";
    button.dataset["number"] = String(found.count);
    button.dataset["place"] = largest.named.id;
    const size = `${2 * radiusOf(found.count)}px`;
    button.style.width = size;
    button.style.height = size;
    button.textContent = String(found.count);
    const told = others ? `${name} ${this.words.others.replace("{count}", String(others))}` : name;
    button.setAttribute("aria-label", `${told}: ${found.count}`);
    button.title = told;
    if (side) {
      button.dataset["name"] = name;
      button.dataset["side"] = side;
    }
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.panel.openCluster(found, button);
    });
    return new Marker({ element: button }).setLngLat(largest.at).addTo(this.map);
  }

  private nameOf(found: Cluster): string {
    return nameOf((found.places[0] as Place).named, this.words.language);
  }
}
