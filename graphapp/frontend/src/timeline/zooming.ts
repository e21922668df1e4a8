import { make, signButton, draw as svg } from "../page/dom";
import { moved, positionOf, ticksOf, type Years, zoomed } from "./axis";

export interface Words {
  in: string;
  out: string;
  all: string;
  help: string;
}

const HASH = /^#years=(\d{3,4}(?:\.\d+)?)-(\d{3,4}(?:\.\d+)?)$/;
const STEP = 1.6;

/** Make the picture of a time line zoomable: buttons, + and -, arrows, the wheel with Ctrl, dragging. The years are in the address. */
export function zoomable(picture: HTMLElement, buttons: HTMLElement, words: Words): void {
  const svg = picture.querySelector<SVGSVGElement>("svg[data-begin]");
  const bars = picture.querySelector<SVGSVGElement>(".bars");
  if (!svg || !bars) return;
  const number = (name: string): number => Number(svg.dataset[name]);
  const limits: Years = { begin: number("begin"), end: number("end") };
  const width = number("width");
  const still = bars.cloneNode(true);
  let years = limits;

  function draw(next: Years): void {
    const everything = next.end - next.begin >= limits.end - limits.begin - 1e-6;
    years = everything ? limits : next;
    const path = location.pathname + location.search;
    const hash = everything ? "" : `#years=${years.begin.toFixed(2)}-${years.end.toFixed(2)}`;
    history.replaceState(history.state, "", path + hash);
    picture.dataset["years"] = `${years.begin.toFixed(2)}-${years.end.toFixed(2)}`;
    if (everything) {
      bars?.replaceChildren(...[...still.childNodes].map((node) => node.cloneNode(true)));
    } else if (bars) {
      rescale(bars, years, width);
    }
  }

  const middle = (): number => (years.begin + years.end) / 2;
  const zoom = (factor: number, around = middle()): void => draw(zoomed(years, factor, around, limits));
  const controls: [string, string, () => void][] = [
    ["+", words.in, () => zoom(STEP)],
    ["−", words.out, () => zoom(1 / STEP)],
    ["↔", words.all, () => draw(limits)],
  ];
  const help = make("span", { class: "quiet" }, words.help);
  buttons.replaceChildren(...controls.map(([text, label, does]) => signButton(text, label, does)), help);
  buttons.hidden = false;

  picture.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      "+": () => zoom(STEP),
      "=": () => zoom(STEP),
      "-": () => zoom(1 / STEP),
      "0": () => draw(limits),
    };
    if (years !== limits) {
      keys["ArrowLeft"] = () => draw(moved(years, -0.2, limits));
      keys["ArrowRight"] = () => draw(moved(years, 0.2, limits));
    }
    const does = keys[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  });
  picture.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, yearAt(event.clientX));
    },
    { passive: false },
  );
  drag(picture, (pixels) => {
    if (years === limits) return;
    draw(moved(years, -pixels / bars.getBoundingClientRect().width, limits));
  });

  function yearAt(clientX: number): number {
    const { left, width: wide } = (bars as SVGSVGElement).getBoundingClientRect();
    const share = Math.min(Math.max((clientX - left) / wide, 0), 1);
    return years.begin + share * (years.end - years.begin);
  }

  const found = HASH.exec(location.hash);
  const wanted = { begin: Number(found?.[1]), end: Number(found?.[2]) };
  if (found && wanted.begin < wanted.end) draw(zoomed(wanted, 1, (wanted.begin + wanted.end) / 2, limits));
}

function rescale(bars: SVGSVGElement, years: Years, width: number): void {
  for (const part of bars.querySelectorAll<SVGRectElement>(".part")) {
    const begin = positionOf(Number(part.dataset["b"]), years, width);
    const end = positionOf(Number(part.dataset["e"]), years, width);
    part.setAttribute("x", begin.toFixed(1));
    part.setAttribute("width", Math.max(end - begin, 3).toFixed(1));
  }
  for (const early of bars.querySelectorAll(".early, .early-name")) early.remove();
  const ticks = bars.querySelector(".ticks");
  const bottom = bars.getAttribute("height") ?? "0";
  ticks?.replaceChildren(
    ...ticksOf(years).flatMap((year) => {
      const x = positionOf(year, years, width);
      const anchor = x < 14 ? "start" : x > width - 14 ? "end" : "middle";
      return [
        svg("line", { class: "grid", x1: x, x2: x, y1: 22, y2: bottom }),
        svg("text", { class: "axis", x, y: 14, "text-anchor": anchor }, String(year)),
      ];
    }),
  );
}

/** Call with the pixels that the pointer has moved while it is held down. A drag of a link's text is none. */
function drag(picture: HTMLElement, by: (pixels: number) => void): void {
  let last: number | null = null;
  picture.addEventListener("pointerdown", (event) => {
    const isLink = event.target instanceof Element && event.target.closest("a");
    if (event.button === 0 && event.pointerType === "mouse" && !isLink) last = event.clientX;
  });
  addEventListener("pointermove", (event) => {
    if (last === null) return;
    by(event.clientX - last);
    last = event.clientX;
  });
  addEventListener("pointerup", () => {
    last = null;
  });
}
