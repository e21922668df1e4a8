import { make } from "../page/dom";
import { fold } from "../search/suggestions";
import { type Example, readExample } from "./header";
import { type PageData, say } from "./page";

/**
 * Let the list of examples fill the editor, and narrow it by words. `use` gets what was chosen; a click that opens a new tab
 * still leads to the question's page.
 */
export function openExamples(
  page: PageData,
  list: HTMLElement,
  use: (example: Example, name: string) => void,
): void {
  const field = make("input", { type: "search", id: "find-example", autocomplete: "off" });
  const found = make("p", { class: "unseen", role: "status" });
  const label = make("label", { for: field.id }, say(page, "findExample"));
  list.querySelector("h2")?.after(make("div", { class: "choice" }, label, field), found);
  field.addEventListener("input", () => {
    const count = narrow(list, field.value);
    found.textContent = say(page, "examplesFound", { count });
  });
  list.addEventListener("click", (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-query]") : null;
    const name = link?.dataset["query"];
    if (name === undefined || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void fetchExample(page, name).then((example) => {
      if (example === null) location.assign(link?.href ?? "");
      else use(example, name);
    });
  });
}

async function fetchExample(page: PageData, name: string): Promise<Example | null> {
  try {
    const response = await fetch(`/queries/${name}.rq`);
    return response.ok ? readExample(await response.text(), page.language) : null;
  } catch {
    return null;
  }
}

/** Show only the examples with all of the words; returns how many those are. */
function narrow(list: HTMLElement, words: string): number {
  const wanted = fold(words)
    .split(/\s+/)
    .filter((word) => word !== "");
  let count = 0;
  for (const group of list.querySelectorAll("details")) {
    let some = false;
    for (const item of group.querySelectorAll("li")) {
      const text = fold(`${item.textContent ?? ""} ${item.querySelector("a")?.title ?? ""}`);
      item.hidden = !wanted.every((word) => text.includes(word));
      if (!item.hidden) count += 1;
      some ||= !item.hidden;
    }
    group.hidden = !some;
    if (wanted.length > 0) group.open = some;
  }
  return count;
}

/** What can be set in an example, below the editor. */
export function tellParameters(page: PageData, place: HTMLElement, example: Example, name: string): void {
  const form = make("a", { href: `/${page.language}/queries/${name}` }, say(page, "formOfExample"));
  const list = make("ul");
  for (const { name: variable, label, optional } of example.parameters) {
    const told = optional ? `${label} (${say(page, "optional")})` : label;
    list.append(make("li", {}, make("code", {}, `VALUES ?${variable}`), ` ${told}`));
  }
  place.replaceChildren(make("p", {}, make("strong", {}, example.title), " ", form));
  if (example.parameters.length > 0) place.append(make("p", {}, say(page, "setParameters")), list);
  place.hidden = false;
}
