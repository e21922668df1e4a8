import { type Landscape, tiesOf } from "./landscape";
import type { View } from "./visible";

/** The shortest ways between two things: all things and ties that lie on one, the number of ways, and the first of them. */
export interface Paths {
  /** Steps of each way; -1 if there is none. */
  readonly length: number;
  readonly count: number;
  readonly ways: readonly (readonly number[])[];
  readonly things: ReadonlySet<number>;
  readonly ties: ReadonlySet<number>;
}

const NONE: Paths = { length: -1, count: 0, ways: [], things: new Set(), ties: new Set() };

/** All shortest ways from `from` to `to` among what is shown, written out up to `most` of them. Breadth first, from the end. */
export function shortestPaths(landscape: Landscape, view: View, from: number, to: number, most = 50): Paths {
  if (view.things[from] !== 1 || view.things[to] !== 1) return NONE;
  const distance = new Int32Array(view.things.length).fill(-1);
  const ways = new Float64Array(view.things.length);
  distance[to] = 0;
  ways[to] = 1;
  const queue = [to];
  for (const place of queue) {
    if (place === from) break;
    const step = (distance[place] as number) + 1;
    for (const other of neighbours(landscape, view, place)) {
      if (distance[other] === -1) {
        distance[other] = step;
        queue.push(other);
      }
      if (distance[other] === step) ways[other] = (ways[other] as number) + (ways[place] as number);
    }
  }
  const length = distance[from] as number;
  if (length < 0) return NONE;
  const things = new Set([from]);
  const ties = new Set<number>();
  for (const place of things) {
    for (const { other, tie } of tiesOf(landscape, place)) {
      if (view.ties[tie] !== 1 || distance[other] !== (distance[place] as number) - 1 || distance[other] < 0)
        continue;
      ties.add(tie);
      things.add(other);
    }
  }
  const written: number[][] = [];
  const follow = (way: number[]): void => {
    const last = way.at(-1) as number;
    if (written.length >= most) return;
    if (last === to) {
      written.push(way);
      return;
    }
    for (const other of neighbours(landscape, view, last)) {
      if (distance[other] === (distance[last] as number) - 1) follow([...way, other]);
    }
  };
  follow([from]);
  return { length, count: ways[from] as number, ways: written, things, ties };
}

/** What is shown beside `place` and tied to it, each once, in the order of the columns. */
export function neighbours(landscape: Landscape, view: View, place: number): number[] {
  const found = new Set<number>();
  for (const { other, tie } of tiesOf(landscape, place)) {
    if (view.ties[tie] === 1 && other !== place) found.add(other);
  }
  return [...found].sort((one, other) => one - other);
}

/** What two things have in common among what is shown, and what only one of them has. */
export interface Comparison {
  readonly shared: readonly number[];
  readonly onlyOne: readonly number[];
  readonly onlyOther: readonly number[];
}

export function compared(landscape: Landscape, view: View, one: number, other: number): Comparison {
  const ofOne = neighbours(landscape, view, one).filter((place) => place !== other);
  const ofOther = neighbours(landscape, view, other).filter((place) => place !== one);
  return {
    shared: ofOne.filter((place) => ofOther.includes(place)),
    onlyOne: ofOne.filter((place) => !ofOther.includes(place)),
    onlyOther: ofOther.filter((place) => !ofOne.includes(place)),
  };
}
