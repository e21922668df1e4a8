import type { Landscape } from "./landscape";
import type { State } from "./state";
import { type View, visible } from "./visible";

/** What changes the state so that more neighbours of a thing are shown: those folded away, or else all; null where it shows all. */
export function unfolding(landscape: Landscape, state: State, view: View, id: string): Partial<State> | null {
  const collapsed = state.collapsed.filter((one) => one !== id);
  const expanded = [...state.expanded.filter((one) => one !== id), id];
  return firstThatDiffers(landscape, state, view, [{ collapsed }, { collapsed, expanded }]);
}

/** What changes the state so that fewer neighbours of a thing are shown: without those that were unfolded, or else without those
 * that are tied to nothing else; null where there are none. */
export function folding(landscape: Landscape, state: State, view: View, id: string): Partial<State> | null {
  const expanded = state.expanded.filter((one) => one !== id);
  const collapsed = [...state.collapsed.filter((one) => one !== id), id];
  return firstThatDiffers(landscape, state, view, [{ expanded }, { expanded, collapsed }]);
}

function firstThatDiffers(
  landscape: Landscape,
  state: State,
  view: View,
  changes: readonly Partial<State>[],
): Partial<State> | null {
  return (
    changes.find((change) => {
      const { things } = visible(landscape, { ...state, ...change });
      return things.some((shown, place) => shown !== view.things[place]);
    }) ?? null
  );
}
