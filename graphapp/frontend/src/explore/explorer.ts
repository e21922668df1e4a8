import { found, needed } from "../page/dom";
import { Announcer } from "./announcer";
import { colouring, Theme } from "./colours";
import { Controls } from "./controls";
import { folding, unfolding } from "./folding";
import { Keys } from "./keys";
import { type Landscape, type Language, readLandscape, tiesOf } from "./landscape";
import { Lasso } from "./lasso";
import { Legend } from "./legend";
import { PairPanel } from "./pair";
import { neighbours, shortestPaths } from "./paths";
import { type Look, Picture } from "./picture";
import { Pointing } from "./pointing";
import { type Scene, sceneOf } from "./scene";
import { SearchBox } from "./searchbox";
import { Share } from "./share";
import { kindOf, type Part, ranked, type Shown } from "./shown";
import { Side } from "./side";
import { radii } from "./sizes";
import { encode, START } from "./state";
import { inside } from "./steering";
import { Store } from "./store";
import { Table } from "./table";
import { TieTable } from "./tietable";
import { Time } from "./time";
import { visible } from "./visible";
import { Words } from "./words";

/** The page: the state, the picture that it makes, and the parts around the picture that follow it. */
export class Explorer {
  readonly store = new Store();
  readonly words: Words;
  readonly canvas = needed("landscape");
  readonly #theme: Theme;
  readonly #lasso: Lasso;
  readonly #parts: Part[] = [];
  #side: Side | null = null;
  #picture: Picture | null = null;
  #shown: Shown | null = null;
  #drawn = "";
  #asked = "";
  #framed: string | null = null;
  readonly #landscapes = new Map<string, Landscape>();

  constructor(texts: Record<string, string>, language: Language) {
    this.words = new Words(texts, language);
    this.#theme = new Theme(needed("stage"));
    this.#lasso = new Lasso(
      this.canvas,
      (polygon) => this.#chooseWithin(polygon),
      (on) => on && this.say(this.words.say("lassoOn")),
    );
    this.#makeParts();
    new Keys(this);
    this.store.onChange((arrived) => void this.render(arrived));
    const again = () => {
      this.#theme.forget();
      this.#drawn = "";
      void this.render();
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
    window.addEventListener("beforeprint", again);
  }

  get shown(): Shown | null {
    return this.#shown;
  }

  get picture(): Picture | null {
    return this.#picture;
  }

  get calm(): boolean {
    return !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Say something to screen readers. */
  say(text: string): void {
    needed("explore-said").textContent = text;
  }

  /** Fetch the network of the state if it is not here yet, and draw it; where somebody `arrived` at it, from where it is seen. */
  async render(arrived = false): Promise<void> {
    const { projection } = this.store.state;
    this.#asked = projection;
    const landscape = this.#landscapes.get(projection) ?? (await this.#fetch(projection));
    if (landscape === null || this.#asked !== projection) return;
    const there = this.#drawn === projection;
    this.#draw(landscape);
    if (arrived && there) this.#picture?.look(this.store.state.camera);
  }

  /** Select a thing, as if it were clicked: its card opens, or it becomes the second of a pair. */
  select(id: string, full = false): void {
    const { pair } = this.store.state;
    const second = pair !== null && pair.other === "" && pair.one !== id;
    this.store.change(second ? { selected: id, pair: { ...pair, other: id } } : { selected: id });
    this.#side?.open(full);
    const shown = this.#shown;
    if (shown === null || shown.selected < 0) return;
    if (this.#picture !== null && !this.#picture.inSight(shown.selected, this.#side?.covers ?? 0))
      this.#picture.frame([shown.selected], this.calm, this.#side?.covers ?? 0, 0.4);
    this.say(
      this.words.say("selected", {
        name: shown.landscape.labels[shown.selected] ?? "",
        kind: kindOf(shown.landscape, shown.selected),
        count: neighbours(shown.landscape, shown.view, shown.selected).length,
      }),
    );
  }

  /** Let go of what is selected. */
  leave(): void {
    this.#lasso.turn(false);
    this.store.change({ selected: "", pair: null });
    this.canvas.focus({ preventScroll: true });
  }

  /** Show all of the card of what is selected, and go there. */
  async openCard(): Promise<void> {
    await this.#side?.enter();
  }

  /** Show all neighbours of a thing; where they are shown, fold away what is tied to nothing else. */
  unfold(id: string): void {
    if (this.#shown === null) return;
    const { landscape, state, view } = this.#shown;
    const change = unfolding(landscape, state, view, id) ?? folding(landscape, state, view, id);
    if (change === null) this.say(this.words.say("nothingToFold"));
    else this.store.change(change);
  }

  undo(): void {
    this.store.undo();
    this.say(this.words.say("undone"));
  }

  redo(): void {
    this.store.redo();
    this.say(this.words.say("redone"));
  }

  #makeParts(): void {
    const select = (id: string) => this.select(id);
    const { store, words } = this;
    this.#parts.push(new Time(store, words), new Announcer(words, (text) => this.say(text)));
    for (const [id, act] of [
      ["zoom-in", () => this.#picture?.zoom(1.5)],
      ["zoom-out", () => this.#picture?.zoom(1 / 1.5)],
      ["fit", () => this.#picture?.look(null, this.calm)],
      ["undo", () => this.undo()],
      ["redo", () => this.redo()],
    ] as const) {
      found(id)?.addEventListener("click", act);
    }
    if (found("controls") === null) return;
    for (const way of document.querySelectorAll<HTMLElement>("[data-to]"))
      way.addEventListener("click", () => needed(way.dataset["to"] ?? "").focus());
    this.#side = new Side(store, words, select, () => this.leave());
    this.#parts.push(
      new Legend(store, words),
      new Controls(store),
      new Table(store, words, select),
      new TieTable(words, select),
      new SearchBox(
        words,
        (id) => {
          // From here arrow keys lead to its neighbours.
          this.canvas.focus({ preventScroll: true });
          this.select(id);
        },
        (text) => this.say(text),
      ),
      new PairPanel(store, words, select),
      this.#side,
      new Share(
        words,
        (shown) => this.#scene(shown),
        (text) => this.say(text),
      ),
    );
  }

  async #fetch(projection: string): Promise<Landscape | null> {
    const note = needed("explore-note");
    note.textContent = this.words.say("loading");
    note.hidden = false;
    try {
      const response = await fetch(`/explore/${projection}.json`, {
        headers: { Accept: "application/json" },
      });
      if (!response.ok) throw new Error(String(response.status));
      const landscape = readLandscape(await response.json(), this.words.language);
      this.#landscapes.set(projection, landscape);
      return landscape;
    } catch {
      note.textContent = this.words.say("failed");
      return null;
    }
  }

  #draw(landscape: Landscape): void {
    const shown = this.#arrange(landscape);
    this.#shown = shown;
    const network = landscape.projection;
    if (this.#drawn !== network) {
      this.#drawn = network;
      this.#picture?.end();
      this.#picture = this.#start(shown);
    } else this.#picture?.show(shown.view, shown.look);
    this.#status(shown);
    for (const part of this.#parts) part.show(shown);
    const { store } = this;
    for (const [id, can] of [
      ["undo", store.canUndo],
      ["redo", store.canRedo],
    ] as const) {
      const button = found<HTMLButtonElement>(id);
      if (button !== null) button.disabled = !can;
    }
    this.#addresses();
    this.#framePair(shown);
  }

  /** What is asked of two things is brought into sight when both are known, unless the address says what is looked at. */
  #framePair({ state, look }: Shown): void {
    const pair = state.pair?.other ? encode({ ...START, pair: state.pair }) : "";
    if (pair === this.#framed) return;
    const first = this.#framed === null;
    this.#framed = pair;
    if (pair === "" || look.bright === null || (first && state.camera !== null)) return;
    this.#picture?.frame([...look.bright.things], this.calm && !first, this.#side?.covers ?? 0);
  }

  #start(shown: Shown): Picture | null {
    const note = needed("explore-note");
    if (document.createElement("canvas").getContext("webgl2") === null) {
      note.textContent = this.words.say("noWebGl");
      note.hidden = false;
      return null;
    }
    note.hidden = true;
    const picture = new Picture(shown.landscape, this.canvas, this.#theme, shown.view, shown.look);
    if (shown.state.camera !== null) picture.look(shown.state.camera);
    let pause: ReturnType<typeof setTimeout> | undefined;
    picture.sigma.getCamera().on("updated", () => {
      clearTimeout(pause);
      pause = setTimeout(() => {
        if (this.#picture !== picture) return;
        this.store.amend({ camera: picture.camera }, true);
        this.#addresses();
      }, 250);
    });
    new Pointing(this, picture);
    return picture;
  }

  #arrange(landscape: Landscape): Shown {
    const { state } = this.store;
    const view = visible(landscape, state);
    const measure = landscape.measures.find((one) => one.id === state.size) ?? landscape.measures[0];
    if (measure === undefined) throw new Error("The network has no measure.");
    const names = { noField: this.words.say("noField"), others: this.words.say("otherCommunities") };
    const colours = colouring(landscape, state.colour, new Set(state.without), this.#theme, names);
    const selected = landscape.placeOf.get(state.selected) ?? -1;
    const one = landscape.placeOf.get(state.pair?.one ?? "");
    const other = landscape.placeOf.get(state.pair?.other ?? "");
    const both = one !== undefined && other !== undefined;
    const paths = both && state.pair?.how === "path" ? shortestPaths(landscape, view, one, other) : null;
    let bright: Look["bright"] = null;
    if (paths !== null && paths.length >= 0) bright = paths;
    else if (both) bright = around(landscape, view, [one, other]);
    else if (selected >= 0 && view.things[selected] === 1) bright = around(landscape, view, [selected]);
    const pinned = state.pinned.flatMap((id) => landscape.placeOf.get(id) ?? []);
    const chosen = state.chosen.flatMap((id) => landscape.placeOf.get(id) ?? []);
    // Where names would touch, the first of these are written.
    const marked = [...(selected >= 0 ? [selected] : []), ...(both ? [one, other] : []), ...pinned];
    const look: Look = {
      colours: Array.from(colours.entryOf, (entry) => colours.entries[entry]?.colour ?? "#888"),
      radii: radii(measure.values, landscape.ids.length),
      bright,
      named: new Set(marked),
      ringed: new Set([...marked, ...chosen]),
    };
    return { landscape, state, view, measure, colouring: colours, look, selected, paths };
  }

  /** The counts under the heading are those of the graph that is drawn. */
  #status({ landscape, view }: Shown): void {
    const { things, ties } = this.#picture?.counts() ?? { things: view.thingCount, ties: view.tieCount };
    const all = { allThings: landscape.ids.length, allTies: landscape.ties.source.length };
    const whole = things === all.allThings && ties === all.allTies;
    const status = needed("explore-status");
    status.textContent = this.words.say(whole ? "shown" : "shownOf", { things, ties, ...all });
    status.dataset["things"] = String(things);
    status.dataset["ties"] = String(ties);
  }

  /** The links to the other language and to the whole page lead to the same picture. */
  #addresses(): void {
    const end = encode(this.store.state);
    const [query = "", hash = ""] = end.split(/(?=#)/);
    for (const link of document.querySelectorAll<HTMLAnchorElement>(".languages a")) {
      const to = `/${link.hreflang}/explore${query.startsWith("?") ? query : ""}`;
      link.href = `/language/${link.hreflang}?to=${encodeURIComponent(to)}${query.startsWith("#") ? query : hash}`;
    }
    const whole = found<HTMLAnchorElement>("whole-page");
    if (whole !== null) whole.href = `/${this.words.language}/explore${end}`;
  }

  #scene(shown: Shown): Scene {
    if (this.#picture === null) throw new Error("There is no picture.");
    const of = (token: string) => this.#theme.of(token);
    const inks = { ground: of("ground"), ink: of("ink"), edge: of("edge"), accent: of("accent") };
    return sceneOf(shown.landscape, shown.view, shown.look, this.#picture, inks);
  }

  #chooseWithin(polygon: readonly { x: number; y: number }[]): void {
    const { picture } = this;
    if (this.#shown === null || picture === null) return;
    const { landscape } = this.#shown;
    const chosen = ranked(this.#shown)
      .filter((place) => inside(picture.where(place), polygon))
      .map((place) => landscape.ids[place] ?? "");
    this.store.change({ chosen });
    this.say(this.words.say("chosen", { count: chosen.length }));
  }
}

function around(landscape: Landscape, view: Shown["view"], places: readonly number[]): Look["bright"] {
  const things = new Set(places);
  const ties = new Set<number>();
  for (const place of places) {
    for (const { other, tie } of tiesOf(landscape, place)) {
      if (view.ties[tie] !== 1) continue;
      things.add(other);
      ties.add(tie);
    }
  }
  return { things, ties };
}
