import { needed } from "../page/dom";
import type { Part, Shown } from "./shown";
import { FIRST_YEAR } from "./state";
import type { Store } from "./store";
import type { Words } from "./words";

const A_YEAR = 700; // Milliseconds that a year is shown while the years are played.

/** The slider from 1990 to this year; its last position is: all years. Playing moves it year by year, and nothing else moves. */
export class Time implements Part {
  readonly #slider = needed<HTMLInputElement>("year");
  readonly #play = needed<HTMLButtonElement>("play");
  readonly #always: number;
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
    this.#play.addEventListener("click", () => (this.#timer === undefined ? this.#start() : this.stop()));
  }

  show({ state }: Shown): void {
    const { from, to } = state;
    const one = from !== null && from === to ? from : null;
    this.#slider.value = String(one ?? this.#always);
    const text =
      one !== null
        ? String(one)
        : from === null && to === null
          ? this.words.say("allTime")
          : `${from ?? "…"}–${to ?? "…"}`;
    needed("year-shown").textContent = text;
    this.#slider.setAttribute("aria-valuetext", text);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#name();
  }

  #start(): void {
    const { from, to } = this.store.state;
    const now = from !== null && from === to && from < this.#always - 1 ? from : FIRST_YEAR - 1;
    this.store.change({ from: now + 1, to: now + 1 });
    this.#timer = setInterval(() => {
      const year = this.store.state.from ?? FIRST_YEAR;
      if (year >= this.#always - 1) this.stop();
      else this.store.amend({ from: year + 1, to: year + 1 });
    }, A_YEAR);
    this.#name();
  }

  #go(year: number): void {
    if (year >= this.#always) this.store.change({ from: null, to: null });
    else this.store.change({ from: year, to: year });
  }

  #name(): void {
    const playing = this.#timer !== undefined;
    this.#play.setAttribute("aria-label", this.words.say(playing ? "pause" : "play"));
    this.#play.title = this.words.say(playing ? "pause" : "play");
    this.#play
      .querySelector("path")
      ?.setAttribute("d", playing ? "M6 4h3v12H6zM11 4h3v12h-3z" : "M6 4l10 6-10 6z");
  }
}
