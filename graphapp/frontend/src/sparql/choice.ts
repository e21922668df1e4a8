import { make } from "../page/dom";

let labelled = 0;

/** A select with its label; `choose` hears of every change. */
export function choice(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  choose: (value: string) => void,
): HTMLElement {
  labelled += 1;
  const id = `choice-${labelled}`;
  const select = make("select", { id });
  for (const [value, text] of options) {
    const option = make("option", { value }, text);
    option.selected = value === chosen;
    select.append(option);
  }
  select.addEventListener("change", () => choose(select.value));
  return make("div", { class: "choice" }, make("label", { for: id }, label), select);
}
