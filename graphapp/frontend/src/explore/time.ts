import { needed } from "../page/dom";
import type { Part, Shown } from "./shown";
import { FIRST_YEAR, type State } from "./state";
import type { Store } from "./store";
import type { Words } from "./words";

const A_YEAR = 700; // Milliseconds that a year is shown while the years are played.
const PLAY = "M6 4l10 6-10 6z";
const PAUSE = "M6 4h3v12H6zM11 4h3v12h-3z";
const NEXT = "M5 4l8 6-8 6zM14 4h2v12h-2z";
/**
 * The slider from 1990 to this year; its last position is: all years. Playing moves it year by year, and nothing else moves; for who
 * wants less motion, each press moves it by one year.
 */
export class Time implements Part {
  readonly #slider = needed<HTMLInputElement>("year");
  readonly #play = needed<HTMLButtonElement>("play");
  readonly #always: number;
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly store: Store,
    readonly words: Words,
  ) {
    this.#always = Number(this.#slider.max);
    this.#slider.addEventListener("input", () => {
      this.stop();
      this.#go(Number(this.#slider.value));
    });
    this.#play.addEventListener("click", () => {
      if (this.#timer !== undefined) this.stop();
      else if (this.#still.matches) this.store.change(this.#next());
      else this.#start();
    });
    this.#still.addEventListener("change", () => this.stop());
    this.#name();
  }

  show({ state }: Shown): void {
    const { from, to } = state;
    const one = from !== null && from === to ? from : null;
    this.#slider.value = String(one ?? this.#always);
    const text = periodOf(state, this.words);
    needed("year-shown").textContent = text;
    this.#slider.setAttribute("aria-valuetext", text);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#name();
  }

  #start(): void {
    this.store.change(this.#next());
    this.#timer = setInterval(() => {
      const year = this.store.state.from ?? FIRST_YEAR;
      if (year >= this.#always - 1) this.stop();
      else this.store.amend({ from: year + 1, to: year + 1 });
    }, A_YEAR);
    this.#name();
  }

  /** The year after the one that is shown; the first after the last, and where none is shown. */
  #next(): { from: number; to: number } {
    const { from, to } = this.store.state;
    const now = from !== null && from === to && from < this.#always - 1 ? from : FIRST_YEAR - 1;
    return { from: now + 1, to: now + 1 };
  }

  #go(year: number): void {
    if (year >= this.#always) this.store.change({ from: null, to: null });
    else this.store.change({ from: year, to: year });
  }

  #name(): void {
    const playing = this.#timer !== undefined;
    const text = this.words.say(playing ? "pause" : this.#still.matches ? "nextYear" : "play");
    this.#play.setAttribute("aria-label", text);
    this.#play.title = text;
    const sign = playing ? PAUSE : this.#still.matches ? NEXT : PLAY;
    this.#play.querySelector("path")?.setAttribute("d", sign);
  }
}

/** What a period is called: its only year, or its first and its last. */
export function periodOf({ from, to }: State, words: Words): string {
  if (from === null && to === null) return words.say("allTime");
  return from === to ? String(from) : `${from ?? "…"}–${to ?? "…"}`;
}
