import type { Part, Shown } from "./shown";
import { encode, START } from "./state";
import { periodOf } from "./time";
import type { Words } from "./words";

const SETTLED = 900; // Milliseconds without a change after which counts are said: longer than a year is shown while the years are played.

/** Says to screen readers how much is shown, when a filter, the network or the years have changed it. */
export class Announcer implements Part {
  #before: string | null = null;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly words: Words,
    readonly say: (text: string) => void,
  ) {}

  show({ state, view }: Shown): void {
    const { from, to } = state;
    const { colour, size, selected, pair, chosen, camera } = START;
    const now = encode({ ...state, colour, size, selected, pair, chosen, camera });
    const before = this.#before;
    this.#before = now;
    if (before === null || before === now) return;
    const counts = this.words.say("shown", { things: view.thingCount, ties: view.tieCount });
    const dated = from !== null || to !== null;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(
      () => this.say(dated ? `${periodOf(state, this.words)}: ${counts}` : counts),
      SETTLED,
    );
  }
}
