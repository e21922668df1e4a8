import { amended, begun, done, type History, redone, undone } from "./history";
import { decode, encode, type State } from "./state";

/** The state of the page and what led to it; it stands in the address, so that a copied address is the picture. */
export class Store {
  #history: History<State>;
  readonly #listeners: (() => void)[] = [];

  constructor() {
    this.#history = begun(decode(location.search, location.hash));
    window.addEventListener("hashchange", () =>
      this.#set(done(this.#history, decode(location.search, location.hash))),
    );
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

  onChange(listener: () => void): void {
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
    this.#set(undone(this.#history));
  }

  redo(): void {
    this.#set(redone(this.#history));
  }

  /** Put a thing into a list of the state, or take it out of it. */
  toggle(list: "without" | "hidden" | "pinned" | "expanded" | "chosen", id: string): void {
    const listed = this.state[list];
    this.change({ [list]: listed.includes(id) ? listed.filter((one) => one !== id) : [...listed, id] });
  }

  #set(history: History<State>, quietly = false): void {
    if (history === this.#history) return;
    this.#history = history;
    window.history.replaceState(null, "", location.pathname + encode(history.now));
    if (!quietly) for (const listener of this.#listeners) listener();
  }
}
