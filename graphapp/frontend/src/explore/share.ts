import { found, needed } from "../page/dom";
import { partOf, tiesToCsv, toCsv, toGexf } from "./files";
import { toPng } from "./png";
import type { Scene } from "./scene";
import { type Part, ranked, type Shown } from "./shown";
import { encode, START, type State } from "./state";
import { toSvg } from "./svg";
import type { Words } from "./words";

const ASKED = 60; // Most things that are asked for in SPARQL, so that the address stays short enough for servers.

/** What changes how the picture looks, but not what is in it. */
const SEEN: Partial<State> = {
  colour: START.colour,
  size: START.size,
  selected: "",
  pair: null,
  camera: null,
};

/** Taking the picture away: as a picture, as data, as a link, as a frame for another page, as a question. */
export class Share implements Part {
  #shown: Shown | null = null;

  constructor(
    readonly words: Words,
    readonly scene: (shown: Shown) => Scene,
    readonly say: (text: string) => void,
  ) {
    this.#on("save-png", async (shown) => save(await toPng(this.scene(shown)), `${fileName(shown)}.png`));
    this.#on("save-svg", (shown) => {
      const svg = toSvg(this.scene(shown), document.title, location.href);
      save(new Blob([svg], { type: "image/svg+xml" }), `${fileName(shown)}.svg`);
    });
    for (const [kind, ending, type, written] of [
      ["gexf", ".gexf", "application/gexf+xml", toGexf],
      ["csv", ".csv", "text/csv", toCsv],
      ["ties", "-ties.csv", "text/csv", (of, _, ties) => tiesToCsv(of, ties)],
    ] as readonly [string, string, string, typeof toGexf][]) {
      this.#on(`save-${kind}`, (shown) => {
        const { things, ties } = partOf(shown.landscape, shown.view, shown.state.chosen);
        save(new Blob([written(shown.landscape, things, ties)], { type }), fileName(shown) + ending);
      });
    }
    this.#on("copy-link", () => this.#copy(location.href));
    this.#on("copy-embed", () => this.#copy(needed<HTMLTextAreaElement>("embed-code").value));
    for (const [id, ask] of [
      ["as-sparql", "drawn"],
      ["between", "between"],
    ] as const) {
      needed<HTMLFormElement>(id).addEventListener("submit", (event) => {
        event.preventDefault();
        if (this.#shown === null) return;
        window.location.assign(`${needed<HTMLFormElement>(id).action}?${asked(this.#shown, ask)}`);
      });
    }
  }

  show(shown: Shown): void {
    this.#shown = shown;
    const code = found<HTMLTextAreaElement>("embed-code");
    if (code !== null) code.value = embedCode(shown, this.words);
  }

  #on(id: string, act: (shown: Shown) => void | Promise<void>): void {
    needed(id).addEventListener("click", () => {
      if (this.#shown !== null) void act(this.#shown);
    });
  }

  async #copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.say(this.words.say("copied"));
  }
}

/** What is asked in SPARQL: the picture by its filters where these make it, else by the names of its things. */
function asked(shown: Shown, ask: "drawn" | "between"): URLSearchParams {
  const { landscape, view, state } = shown;
  const { projection, without, district, from, to, undated } = state;
  const filters = { ...START, projection, without, district, from, to, undated };
  const query = new URLSearchParams(encode(filters));
  query.set("ask", ask);
  const filtered =
    encode({ ...state, ...SEEN }) === encode({ ...filters, ...SEEN }) &&
    !without.some((id) => /^c\d+$/.test(id));
  if (ask === "drawn" && filtered) return query;
  const part = new Set(partOf(landscape, view, state.chosen).things);
  const named = ranked(shown).filter((one) => part.has(one));
  for (const place of named.slice(0, ASKED)) query.append("thing", landscape.ids[place] ?? "");
  return query;
}

function embedCode({ state }: Shown, words: Words): string {
  const address = `${location.origin}/${words.language}/explore/embed${encode(state)}`.replaceAll(
    "&",
    "&amp;",
  );
  const title = document.title.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${address}" title="${title}" width="100%" height="600" loading="lazy"></iframe>`;
}

function fileName({ state }: Shown): string {
  const year = state.from !== null && state.from === state.to ? `-${state.from}` : "";
  return `thueringen-${state.projection}${year}`;
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
