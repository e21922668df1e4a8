import type { Explorer } from "./explorer";
import type { Picture } from "./picture";

const LONG = 500; // Milliseconds after which a finger that rests means: show me all of it.
const STILL = 10; // Pixels that a resting finger may tremble.

/** What mouse and finger do on the picture: a click selects, a double click unfolds, a long press opens the whole card. */
export class Pointing {
  #pressed: ReturnType<typeof setTimeout> | undefined;
  #long = false;

  constructor(explorer: Explorer, picture: Picture) {
    const { sigma } = picture;
    const id = (node: string) => explorer.shown?.landscape.ids[Number(node)] ?? "";
    let under: string | null = null;
    sigma.on("enterNode", ({ node }) => {
      under = node;
    });
    sigma.on("leaveNode", () => {
      under = null;
    });
    sigma.on("clickNode", ({ node }) => {
      if (!this.#long) explorer.select(id(node));
      this.#long = false;
    });
    sigma.on("clickStage", () => {
      if (explorer.store.state.pair?.other !== "") explorer.store.change({ selected: "", pair: null });
    });
    sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
      preventSigmaDefault();
      explorer.unfold(id(node));
    });
    sigma.on("downNode", ({ node, event }) => {
      if (!("touches" in event.original)) return;
      const { x, y } = event;
      const moved = (other: TouchEvent) => {
        const box = explorer.canvas.getBoundingClientRect();
        const touch = other.touches[0];
        const far = touch && Math.hypot(touch.clientX - box.left - x, touch.clientY - box.top - y) > STILL;
        if (far || other.touches.length !== 1) stop();
      };
      const stop = () => {
        clearTimeout(this.#pressed);
        explorer.canvas.removeEventListener("touchmove", moved);
        explorer.canvas.removeEventListener("touchend", stop);
      };
      explorer.canvas.addEventListener("touchmove", moved);
      explorer.canvas.addEventListener("touchend", stop);
      clearTimeout(this.#pressed);
      this.#pressed = setTimeout(() => {
        this.#long = true;
        explorer.select(id(node), true);
        setTimeout(() => {
          this.#long = false;
        }, 1000);
      }, LONG);
    });
    explorer.canvas.addEventListener("contextmenu", (event) => {
      if (under !== null) event.preventDefault();
    });
  }
}
