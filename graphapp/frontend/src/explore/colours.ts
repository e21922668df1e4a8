import type { Landscape } from "./landscape";
import type { Colour } from "./state";
import { communityId, NO_FIELD } from "./visible";

/** The thirteen colours of the growth fields, in the order in which other things take them. */
const PALETTE = [
  "ris-ikt-dienstleistungen",
  "umweltfreundliche-energien",
  "maschinenbau",
  "automobil",
  "greentech",
  "mikro-nanotechnik",
  "life-sciences",
  "mess-steuer-regeltechnik",
  "optik-optoelektronik",
  "ris-mobilitaet-logistik",
  "service-robotik",
  "kreativwirtschaft",
  "kunststoff-keramik",
] as const;

/** An entry of the legend: what is left out by its id, what it is called, its colour, and how many things it has. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly count: number;
}

/** The colours of the page as they are now, read from its styles. */
export class Theme {
  readonly #probe: HTMLElement;
  readonly #known = new Map<string, string>();

  constructor(within: HTMLElement) {
    this.#probe = document.createElement("span");
    this.#probe.hidden = true;
    within.append(this.#probe);
  }

  /** Forget what was read: the colour scheme has changed. */
  forget(): void {
    this.#known.clear();
  }

  /** What things have whose colour says nothing: the colour of lines, nearer to the ground. */
  get neutral(): string {
    const [one, other] = [this.of("edge"), this.of("ground")].map((colour) =>
      (colour.match(/[\d.]+/g) ?? []).map(Number),
    );
    const mixed = [0, 1, 2].map((part) =>
      Math.round(0.55 * (one?.[part] ?? 0) + 0.45 * (other?.[part] ?? 0)),
    );
    return `rgb(${mixed.join(", ")})`;
  }

  /** A colour of tokens.css as `rgb(…)`. */
  of(token: string): string {
    const known = this.#known.get(token);
    if (known !== undefined) return known;
    this.#probe.style.color = `var(--${token}, var(--edge))`;
    const colour = getComputedStyle(this.#probe).color;
    this.#known.set(token, colour);
    return colour;
  }
}

/** What the colours say: the entries of the legend, and for each thing the place of its entry. */
export interface Colouring {
  readonly entries: readonly Entry[];
  readonly entryOf: Int32Array;
}

export interface Unnamed {
  readonly noField: string;
  readonly others: string;
}

/** Colour the things by field, kind or community. A thing of several fields has the colour of its first that is shown. */
export function colouring(
  landscape: Landscape,
  colour: Colour,
  without: ReadonlySet<string>,
  theme: Theme,
  words: Unnamed,
): Colouring {
  const count = new Int32Array(groups(landscape, colour).length + 1);
  const group = (place: number): number => {
    if (colour === "kind") return landscape.kind[place] ?? -1;
    if (colour === "community") return landscape.community[place] ?? -1;
    const of = landscape.fieldsOf[place] ?? [];
    return of.find((field) => !without.has(landscape.fields[field]?.id ?? "")) ?? of[0] ?? -1;
  };
  const groupOf = landscape.ids.map((_, place) => group(place));
  for (const one of groupOf)
    count[one < 0 ? count.length - 1 : one] = (count[one < 0 ? count.length - 1 : one] ?? 0) + 1;
  const named = groups(landscape, colour)
    .map((one, place) => ({ ...one, place, count: count[place] ?? 0 }))
    .filter((one) => one.count > 0);
  if (colour !== "field") named.sort((one, other) => other.count - one.count || one.place - other.place);
  const places = new Map(named.map((one, entry) => [one.place, entry]));
  const entries: Entry[] = named.map((one, entry) => ({
    id: colour === "community" ? communityId(one.id) : one.id,
    name: one.name,
    count: one.count,
    colour:
      colour !== "field" && entry >= PALETTE.length
        ? theme.neutral
        : theme.of(`field-${colour === "field" ? one.id : PALETTE[entry]}`),
  }));
  const none = count[count.length - 1] ?? 0;
  if (none > 0) {
    const name = colour === "field" ? words.noField : words.others;
    entries.push({ id: NO_FIELD, name, count: none, colour: theme.neutral });
  }
  return { entries, entryOf: Int32Array.from(groupOf, (one) => places.get(one) ?? entries.length - 1) };
}

function groups(landscape: Landscape, colour: Colour): readonly { id: string; name: string }[] {
  if (colour === "kind") return landscape.kinds;
  return colour === "community" ? landscape.communities : landscape.fields;
}
