import { make } from "../page/dom";
import type { Words } from "./words";

interface Source {
  readonly id: string;
  readonly title: string;
  readonly date?: string | null;
  readonly url?: string | null;
}

interface Tie {
  readonly de: string;
  readonly en: string;
  readonly begin: number | null;
  readonly end: number | null;
  readonly via: readonly { readonly id: string; readonly label: string }[];
  readonly sources: readonly Source[];
}

/** A mark that opens, when it is clicked, what ties two things to each other and which documents say so. */
export function why(projection: string, one: string, other: string, words: Words): HTMLElement {
  const told = make("div", { class: "why-told" });
  const mark = make("details", { class: "why" }, make("summary", {}, words.say("why")), told);
  mark.addEventListener("toggle", async () => {
    if (!mark.open || told.childElementCount > 0) return;
    told.append(make("p", { class: "quiet" }, words.say("loading")));
    try {
      told.replaceChildren(await explained(projection, one, other, words));
    } catch {
      told.replaceChildren(make("p", { class: "quiet" }, words.say("cardFailed")));
    }
  });
  return mark;
}

async function explained(projection: string, one: string, other: string, words: Words): Promise<HTMLElement> {
  const asked = new URLSearchParams({ a: one, b: other, lang: words.language });
  const response = await fetch(`/explore/${projection}/edge?${asked}`, {
    headers: { Accept: "application/json" },
  });
  if (!response.ok) throw new Error(String(response.status));
  const { relations } = (await response.json()) as { relations: readonly Tie[] };
  const list = make("ul", { class: "ties" });
  for (const tie of relations) {
    const years = words.years(tie.begin, tie.end);
    const item = make("li", {}, words.language === "de" ? tie.de : tie.en);
    if (years !== "") item.append(" ", make("span", { class: "when" }, years));
    if (tie.via.length > 0)
      item.append(` ${words.say("via")} `, ...joined(tie.via.map((via) => page(via.id, via.label, words))));
    const sources = make("ol", { class: "tie-sources", "aria-label": words.say("sources") });
    for (const source of tie.sources) sources.append(make("li", {}, ...sourceOf(source, words)));
    item.append(sources);
    list.append(item);
  }
  return list;
}

function sourceOf(source: Source, words: Words): (Node | string)[] {
  const shown: (Node | string)[] = [page(source.id, source.title, words)];
  if (source.date) shown.push(make("span", { class: "imprint" }, ` ${source.date}`));
  if (source.url && /^https?:\/\//.test(source.url)) {
    shown.push(" ", make("a", { href: source.url, rel: "noopener external", "aria-label": source.url }, "↗"));
  }
  return shown;
}

function page(id: string, label: string, words: Words): HTMLElement {
  return make("a", { href: `/${words.language}/${id}` }, label);
}

function joined(links: readonly HTMLElement[]): (Node | string)[] {
  return links.flatMap((link, place) => (place === 0 ? [link] : [", ", link]));
}
