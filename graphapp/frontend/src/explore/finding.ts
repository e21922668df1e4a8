import { fold } from "../search/suggestions";

/** Finds things of the landscape by their names, as the site's search folds them. */
export class Names {
  readonly #folded: readonly string[];

  constructor(labels: readonly string[]) {
    this.#folded = labels.map(fold);
  }

  /** The places of things whose name has every typed word, the best first: begins so, a word begins so, contains it. */
  find(typed: string, weight: (place: number) => number, most = 12): number[] {
    const words = fold(typed)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "");
    if (words.length === 0) return [];
    const found: { place: number; rank: number; weight: number }[] = [];
    for (const [place, name] of this.#folded.entries()) {
      const ranks = words.map((word) => rankOf(name, word));
      const worst = Math.max(...ranks);
      if (worst < 3) found.push({ place, rank: worst + Math.min(...ranks), weight: weight(place) });
    }
    return found
      .sort((one, other) => one.rank - other.rank || other.weight - one.weight || one.place - other.place)
      .slice(0, most)
      .map((one) => one.place);
  }
}

function rankOf(name: string, word: string): 0 | 1 | 2 | 3 {
  const where = name.indexOf(word);
  if (where < 0) return 3;
  if (where === 0) return 0;
  return new RegExp(`[^\\p{L}\\p{N}]${word}`, "u").test(name) ? 1 : 2;
}
