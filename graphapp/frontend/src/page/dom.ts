type Child = Node | string;

/** Make an element with attributes (`true` stands alone, `false` is left out) and children. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | boolean | number>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false) made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}

/** Make an SVG element. */
export function draw<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** Make a drawing of that size in pixels: an image, or a group where what is in it can be reached. */
export function drawing(
  width: number,
  height: number,
  title: string,
  role: "img" | "group" = "img",
): SVGSVGElement {
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role, "aria-label": title });
}

/** Make a button that does something on the page. */
export function button(
  text: string,
  act: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

/** Make a button with a sign for a text, and a label that says what it does. */
export function signButton(sign: string, label: string, act: () => void): HTMLButtonElement {
  return button(sign, act, { title: label, "aria-label": label });
}

/** The element of that id; null where the page does not have it. */
export function found<Kind extends HTMLElement = HTMLElement>(id: string): Kind | null {
  return document.getElementById(id) as Kind | null;
}

/** The element of that id, which every page with this script has. */
export function needed<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const there = document.getElementById(id);
  if (there === null) throw new Error(`The page has no element “${id}”.`);
  return there as Kind;
}
