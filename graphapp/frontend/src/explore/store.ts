import { amended, begun, done, type History, redone, undone } from "./history";
import { decode, encode, type State, seenFrom } from "./state";

/** The state of the page and what led to it; it stands in the address, so that a copied address is the picture. */
export class Store {
  #history: History<State>;
  readonly #listeners: ((arrived: boolean) => void)[] = [];

  constructor() {
    this.#history = begun(decode(location.search, location.hash));
    // Somebody went to another address of this page; a browser may tell it in both ways.
    for (const way of ["hashchange", "popstate"] as const) window.addEventListener(way, () => this.#arrive());
  }

  get state(): State {
    return this.#history.now;
  }

  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }

  /** `arrived`: somebody came to this state by its address, and so to where its camera looks. */
  onChange(listener: (arrived: boolean) => void): void {
    this.#listeners.push(listener);
  }

  /** Change something; it can be undone. */
  change(changes: Partial<State>): void {
    const next = { ...this.state, ...changes };
    if (encode(next) === encode(this.state)) return;
    this.#set(done(this.#history, next));
  }

  /** Change something that nobody would undo: where the camera is, or a frame of the played years. */
  amend(changes: Partial<State>, quietly = false): void {
    this.#set(amended(this.#history, { ...this.state, ...changes }), quietly);
  }

  undo(): void {
    this.#step(undone(this.#history));
  }

  redo(): void {
    this.#step(redone(this.#history));
  }

  /** Put a thing into a list of the state, or take it out of it. */
  toggle(list: "without" | "hidden" | "pinned" | "chosen", id: string): void {
    const listed = this.state[list];
    this.change({ [list]: listed.includes(id) ? listed.filter((one) => one !== id) : [...listed, id] });
  }

  /** What is taken back or done again is looked at from where the camera is. */
  #step(history: History<State>): void {
    if (history !== this.#history) this.#set(amended(history, seenFrom(history.now, this.state)));
  }

  #arrive(): void {
    const there = decode(location.search, location.hash);
    if (encode(there) !== encode(this.state)) this.#set(done(this.#history, there), false, true);
  }

  #set(history: History<State>, quietly = false, arrived = false): void {
    if (history.now === this.#history.now) return;
    this.#history = history;
    window.history.replaceState(null, "", location.pathname + encode(history.now));
    if (!quietly) for (const listener of this.#listeners) listener(arrived);
  }
}
