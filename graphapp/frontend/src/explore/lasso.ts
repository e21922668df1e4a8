import { found } from "../page/dom";
import type { Point } from "./steering";

/** Lets somebody draw around things: with Shift held, or after the tool's button. Calls `drawn` with the polygon, in pixels. */
export class Lasso {
  readonly #shape = document.getElementById("lasso") as SVGElement | null;
  readonly #tool = found<HTMLButtonElement>("lasso-tool");
  #points: Point[] = [];
  #pointer: number | null = null;
  #on = false;

  constructor(
    readonly canvas: HTMLElement,
    readonly drawn: (polygon: readonly Point[]) => void,
    readonly turned: (on: boolean) => void,
  ) {
    this.#tool?.addEventListener("click", () => this.turn(!this.#on));
    // Captured before Sigma hears of it, so that the picture does not move below the lasso.
    canvas.addEventListener("pointerdown", (event) => this.#down(event), { capture: true });
    for (const kind of ["mousedown", "touchstart"]) {
      canvas.addEventListener(kind, (event) => this.#pointer !== null && event.stopPropagation(), {
        capture: true,
      });
    }
    canvas.addEventListener("pointermove", (event) => this.#move(event), { capture: true });
    canvas.addEventListener("pointerup", (event) => this.#up(event), { capture: true });
    canvas.addEventListener("pointercancel", () => this.#clear());
  }

  get on(): boolean {
    return this.#on;
  }

  turn(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    this.#tool?.setAttribute("aria-pressed", String(on));
    this.canvas.classList.toggle("lassoing", on);
    this.turned(on);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || !(this.#on || event.shiftKey)) return;
    this.#pointer = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.#points = [this.#at(event)];
    event.stopPropagation();
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#points.push(this.#at(event));
    this.#shape?.removeAttribute("hidden");
    const points = this.#points.map((point) => `${Math.round(point.x)},${Math.round(point.y)}`);
    this.#shape?.querySelector("polygon")?.setAttribute("points", points.join(" "));
    event.stopPropagation();
  }

  #up(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    const points = this.#points;
    this.#clear();
    event.stopPropagation();
    if (points.length > 2) this.drawn(points);
    this.turn(false);
  }

  #clear(): void {
    this.#pointer = null;
    this.#points = [];
    this.#shape?.setAttribute("hidden", "");
  }

  #at(event: PointerEvent): Point {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
