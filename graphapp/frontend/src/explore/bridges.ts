import { make } from "../page/dom";
import { type Landscape, tiesOf } from "./landscape";
import type { Words } from "./words";

/** Whether what ties two things to each other is a bridge of the network: without it they would be in separate parts. */
export function isBridge(landscape: Landscape, one: number, other: number): boolean {
  for (const { other: end, tie } of tiesOf(landscape, one)) {
    if (end === other && landscape.ties.bridges.has(tie)) return true;
  }
  return false;
}

/** A mark for a bridge; the sentence that explains it is its title, and stands once beside a list of ties (`explained`). */
export function bridgeMark(words: Words): HTMLElement {
  return make("span", { class: "bridge", title: words.say("bridgeExplained") }, words.say("bridge"));
}

export function explained(words: Words): HTMLElement {
  return make("p", { class: "explain bridge-explained" }, words.say("bridgeExplained"));
}
