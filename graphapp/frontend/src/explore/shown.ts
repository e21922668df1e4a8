import type { Colouring } from "./colours";
import type { Landscape, Measure } from "./landscape";
import type { Paths } from "./paths";
import type { Look } from "./picture";
import type { State } from "./state";
import type { View } from "./visible";

/** What the page shows at a moment, for all of its parts. */
export interface Shown {
  readonly landscape: Landscape;
  readonly state: State;
  readonly view: View;
  readonly measure: Measure;
  readonly colouring: Colouring;
  readonly look: Look;
  /** Place of the selected thing; -1 if none is, or if it is not in this network. */
  readonly selected: number;
  readonly paths: Paths | null;
}

/** A part of the page that follows the picture. */
export interface Part {
  show(shown: Shown): void;
}

/** The things that are shown, the largest first. */
export function ranked({ landscape, view, measure }: Shown): number[] {
  const value = (place: number) => measure.values[place] ?? 0;
  return [...landscape.ids.keys()]
    .filter((place) => view.things[place] === 1)
    .sort((one, other) => value(other) - value(one) || one - other);
}

export function kindOf(landscape: Landscape, place: number): string {
  return landscape.kinds[landscape.kind[place] ?? -1]?.name ?? "";
}
