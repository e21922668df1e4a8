import type { Explorer } from "./explorer";
import { neighbours } from "./paths";
import { ranked } from "./shown";
import { type Point, towards } from "./steering";

/** What keys do while the picture has the focus; Control+Z and Control+Y do so on the whole page where nobody writes. */
export class Keys {
  constructor(readonly explorer: Explorer) {
    explorer.canvas.addEventListener("keydown", (event) => {
      if (this.#pressed(event)) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      const writing =
        event.target instanceof HTMLElement &&
        event.target.matches("input:not([type=checkbox], [type=range]), textarea");
      if (writing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) explorer.undo();
      else if (key === "y" || (key === "z" && event.shiftKey)) explorer.redo();
      else return;
      event.preventDefault();
    });
  }

  #pressed(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const { explorer } = this;
    const { store, picture } = explorer;
    const selected = store.state.selected;
    if (event.key.startsWith("Arrow")) {
      if (event.shiftKey) {
        const [dx, dy] = ({ ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, 0.1] } as const)[
          event.key
        ] ?? [0, -0.1];
        picture?.pan(dx, dy);
      } else this.#step(event.key);
      return true;
    }
    switch (event.key) {
      case "Home":
        this.#largest();
        return true;
      case "Enter":
        if (selected === "") this.#largest();
        else void explorer.openCard();
        return true;
      case "Escape":
        explorer.leave();
        return true;
      case "+":
        picture?.zoom(1.5);
        return true;
      case "-":
        picture?.zoom(1 / 1.5);
        return true;
      case "0":
        picture?.look(null, explorer.calm);
        return true;
    }
    if (selected === "") return false;
    switch (event.key.toLowerCase()) {
      case "x":
        explorer.unfold(selected);
        return true;
      case "p":
        store.toggle("pinned", selected);
        return true;
      case "f":
        store.change(store.state.focus === selected ? { focus: "" } : { focus: selected });
        return true;
      case "h":
        store.change({ hidden: [...store.state.hidden, selected], selected: "" });
        return true;
    }
    return false;
  }

  #step(key: string): void {
    const { shown } = this.explorer;
    if (shown === null) return;
    const { landscape, selected } = shown;
    if (selected < 0 || shown.view.things[selected] !== 1) {
      this.#largest();
      return;
    }
    const point = (place: number): Point => ({ x: landscape.x[place] ?? 0, y: landscape.y[place] ?? 0 });
    const around = neighbours(landscape, shown.view, selected).map((place) => [place, point(place)] as const);
    const next = towards(key, point(selected), around);
    if (next === null) this.explorer.say(this.explorer.words.say("nowhere"));
    else this.explorer.select(landscape.ids[next] ?? "");
  }

  #largest(): void {
    const { shown } = this.explorer;
    const first = shown === null ? undefined : ranked(shown)[0];
    if (shown !== null && first !== undefined) this.explorer.select(shown.landscape.ids[first] ?? "");
  }
}
