/** What the server suggests for the beginning of a search. */
export interface Suggestion {
  /** Where it leads: a path of this site. */
  readonly address: string;
  readonly label: string;
  /** What kind of thing it is, in the page's language. */
  readonly kind: string;
  /** What tells it from others of its name; may be empty. */
  readonly detail: string;
}

/** Read the server's answer; what does not look like a suggestion is left out. */
export function readSuggestions(answer: unknown): Suggestion[] {
  const listed = isRecord(answer) ? answer["suggestions"] : undefined;
  return Array.isArray(listed) ? listed.flatMap(readOne) : [];
}

function readOne(value: unknown): Suggestion[] {
  if (!isRecord(value)) return [];
  const { address, label, kind, detail } = value;
  if (typeof address !== "string" || typeof label !== "string") return [];
  // Only paths of this site: never another host, never a script.
  if (!address.startsWith("/") || address.startsWith("//")) return [];
  return [{ address, label, kind: text(kind), detail: text(detail) }];
}

/** Ask `address` for suggestions; an answer that comes too late or not at all is an empty list. */
export async function suggestionsFor(
  address: string,
  typed: string,
  signal: AbortSignal,
): Promise<Suggestion[]> {
  try {
    const response = await fetch(`${address}?q=${encodeURIComponent(typed)}`, {
      signal,
      headers: { Accept: "application/json" },
    });
    return response.ok ? readSuggestions(await response.json()) : [];
  } catch {
    return [];
  }
}

/** The parts of `label` and whether each begins a word as one of the `typed` words does, as the search folds them. */
export function highlighted(label: string, typed: string): [string, boolean][] {
  const words = fold(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .sort((one, other) => other.length - one.length);
  const parts: [string, boolean][] = [];
  for (const piece of label.split(/([\p{L}\p{N}]+)/u)) {
    if (piece === "") continue;
    const found = words.find((word) => fold(piece).startsWith(word));
    const length = found === undefined ? 0 : unfolded(piece, found);
    if (length > 0) parts.push([piece.slice(0, length), true]);
    if (length < piece.length) parts.push([piece.slice(length), false]);
  }
  return parts;
}

/** Lower case, umlauts as their base letter (also when they are written ae, oe, ue), ß as ss, no other marks. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[äöü]/g, (letter) => ({ ä: "a", ö: "o", ü: "u" })[letter] ?? letter)
    .replace(/([aou])e/g, "$1")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
}

function unfolded(piece: string, folded: string): number {
  for (let length = 1; length <= piece.length; length += 1) {
    if (fold(piece.slice(0, length)).length >= folded.length) return length;
  }
  return piece.length;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
