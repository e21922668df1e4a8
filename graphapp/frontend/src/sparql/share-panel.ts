import { button, make } from "../page/dom";
import type { Answered } from "./answer-panel";
import { choice } from "./choice";
import { LANGUAGES, type Language, programme } from "./code";
import { permalink, shortLink } from "./links";
import { type PageData, say } from "./page";
import { type State, writeState } from "./state";

/** Links to what is seen, and programmes that ask the same; made anew whenever it is opened. */
export function sharePanel(page: PageData, answered: Answered, state: () => State): HTMLElement {
  const inside = make("div", { class: "share-inside" });
  const panel = make("details", { class: "share" }, make("summary", {}, say(page, "share")), inside);
  panel.addEventListener("toggle", () => {
    if (panel.open) void fill();
  });

  async function fill(): Promise<void> {
    const { query, dataSet, result } = answered;
    const end = writeState(state());
    const links: [string, string][] = [["shortLink", (await shortLink(page.language, query, dataSet)) + end]];
    const long = permalink(page.language, query, dataSet) + end;
    if (long.length < page.longestAddress) links.unshift(["permalink", long]);
    const code = make("pre", {
      tabindex: 0,
      role: "region",
      "aria-label": say(page, "code"),
      id: "programme",
    });
    const show = (language: string): void => {
      const asked = { endpoint: `${location.origin}/sparql`, query, dataSet, kind: result.kind };
      code.textContent = programme(language as Language, asked);
    };
    show(LANGUAGES[0]);
    const languages = LANGUAGES.map((language) => [language, language] as const);
    inside.replaceChildren(
      ...links.map(([key, path]) => linkField(page, key, location.origin + path)),
      choice(say(page, "code"), languages, LANGUAGES[0], show),
      code,
      copier(page, () => code.textContent ?? ""),
    );
  }

  return panel;
}

function linkField(page: PageData, key: string, address: string): HTMLElement {
  const field = make("input", { id: `link-${key}`, readonly: true, value: address });
  field.addEventListener("focus", () => field.select());
  const label = make("label", { for: field.id }, say(page, key));
  return make(
    "div",
    { class: "link-field" },
    make("div", { class: "choice" }, label, field),
    copier(page, () => address),
  );
}

function copier(page: PageData, text: () => string): HTMLElement {
  const told = make("span", { role: "status", class: "quiet" });
  const copy = button(
    say(page, "copy"),
    () => {
      navigator.clipboard
        .writeText(text())
        .then(() => {
          told.textContent = say(page, "copied");
        })
        .catch(() => {
          told.textContent = say(page, "notCopied");
        });
    },
    { class: "minor" },
  );
  return make("span", { class: "copier" }, copy, " ", told);
}
