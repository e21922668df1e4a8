import { at, type Landscape, tiesOf, type Year } from "./landscape";
import type { State } from "./state";

/** What is drawn: 1 for each thing and tie that is shown. */
export interface View {
  readonly things: Uint8Array;
  readonly ties: Uint8Array;
  readonly thingCount: number;
  readonly tieCount: number;
}

/** Id, in the list of what is left out, of things without a field. */
export const NO_FIELD = "none";

export function communityId(id: string): string {
  return `c${id}`;
}

/** The things and ties that `state` shows. Takes time in proportion to both. */
export function visible(landscape: Landscape, state: State): View {
  const { ids, ties } = landscape;
  const tieHolds = ties.source.map((_, tie) => holds(ties.begin[tie], ties.end[tie], state));
  const things = new Uint8Array(ids.length);
  const wanted = filterOf(landscape, state);
  for (const place of ids.keys()) {
    things[place] = Number(wanted(place) && exists(landscape, state, place, tieHolds));
  }
  if (state.focus !== "") keepNear(landscape, state, things, tieHolds);
  for (const id of state.expanded) {
    const place = landscape.placeOf.get(id);
    if (place === undefined || things[place] === 0) continue;
    for (const { other, tie } of tiesOf(landscape, place)) if (tieHolds[tie]) things[other] = 1;
  }
  for (const id of state.collapsed) foldAway(landscape, id, things, tieHolds);
  for (const id of state.pinned) mark(landscape, things, id, 1);
  for (const id of state.hidden) mark(landscape, things, id, 0);
  const shown = Uint8Array.from(tieHolds, (held, tie) =>
    Number(held && things[at(ties.source, tie)] === 1 && things[at(ties.target, tie)] === 1),
  );
  return { things, ties: shown, thingCount: sum(things), tieCount: sum(shown) };
}

/** Whether something of these years held on a day of the period; without a period, always. What has no known beginning did if
 * that is asked for. */
export function holds(begin: Year | undefined, end: Year | undefined, state: State): boolean {
  if (state.from === null && state.to === null) return true;
  if (end != null && state.from !== null && end < state.from) return false;
  if (begin == null) return state.undated;
  return state.to === null || begin <= state.to;
}

/** A thing whose own beginning nobody tells was there if a dated tie of it held: that is known of it. */
function exists(landscape: Landscape, state: State, place: number, tieHolds: readonly boolean[]): boolean {
  if (holds(landscape.begin[place], landscape.end[place], state)) return true;
  if (landscape.begin[place] != null) return false;
  const end = landscape.end[place];
  if (end != null && state.from !== null && end < state.from) return false;
  for (const { tie } of tiesOf(landscape, place)) {
    if (tieHolds[tie] && landscape.ties.begin[tie] != null) return true;
  }
  return false;
}

function filterOf(landscape: Landscape, state: State): (place: number) => boolean {
  const without = new Set(state.without);
  const kinds = landscape.kinds.map((kind) => !without.has(kind.id));
  const fields = landscape.fields.map((field) => !without.has(field.id));
  const communities = landscape.communities.map((one) => !without.has(communityId(one.id)));
  const fieldless = !without.has(NO_FIELD);
  const district = landscape.districts.findIndex((one) => one.id === state.district);
  return (place) => {
    const of = landscape.fieldsOf[place] ?? [];
    return (
      kinds[at(landscape.kind, place)] !== false &&
      communities[at(landscape.community, place)] !== false &&
      (of.length === 0 ? fieldless : of.some((field) => fields[field] === true)) &&
      (district < 0 || landscape.districtsOf[place]?.includes(district) === true)
    );
  };
}

function keepNear(
  landscape: Landscape,
  state: State,
  things: Uint8Array,
  tieHolds: readonly boolean[],
): void {
  const start = landscape.placeOf.get(state.focus);
  if (start === undefined) return;
  const near = new Uint8Array(things.length);
  near[start] = 1;
  let edge = [start];
  for (let step = 0; step < state.steps; step += 1) {
    const next: number[] = [];
    for (const place of edge) {
      for (const { other, tie } of tiesOf(landscape, place)) {
        if (near[other] === 1 || things[other] === 0 || !tieHolds[tie]) continue;
        near[other] = 1;
        next.push(other);
      }
    }
    edge = next;
  }
  things.set(near);
}

/** Leave out what is tied, among what is shown, to that thing only. */
function foldAway(landscape: Landscape, id: string, things: Uint8Array, tieHolds: readonly boolean[]): void {
  const hub = landscape.placeOf.get(id);
  if (hub === undefined || things[hub] === 0) return;
  const tied = function* (place: number) {
    for (const { other, tie } of tiesOf(landscape, place))
      if (tieHolds[tie] && things[other] === 1 && other !== place) yield other;
  };
  for (const leaf of new Set(tied(hub))) {
    if ([...tied(leaf)].every((other) => other === hub)) things[leaf] = 0;
  }
}

function mark(landscape: Landscape, things: Uint8Array, id: string, value: 0 | 1): void {
  const place = landscape.placeOf.get(id);
  if (place !== undefined) things[place] = value;
}

function sum(bits: Uint8Array): number {
  let total = 0;
  for (const bit of bits) total += bit;
  return total;
}
