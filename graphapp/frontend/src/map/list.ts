import { button, make } from "../page/dom";
import { hideCovered } from "./covering";
import { type Named, nameOf, type Words } from "./data";
import type { Cluster } from "./places";

/** A panel over the map that lists who sits at a mark, with links. Escape closes it, and the mark has the focus again. */
export class ListPanel {
  private readonly panel = make("div", { class: "map-list", role: "dialog", tabindex: -1, hidden: true });
  private opener: HTMLElement | null = null;

  constructor(
    private readonly within: HTMLElement,
    private readonly words: Words,
  ) {
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      event.stopPropagation();
    });
    within.append(this.panel);
  }

  openCluster(found: Cluster, opener: HTMLElement): void {
    const parts: Node[] = [];
    for (const { named, things } of found.places) {
      const here = ` ${this.words.here.replace("{count}", String(things.length))}`;
      const sorted = [...things].sort((one, other) => this.name(one).localeCompare(this.name(other)));
      parts.push(
        make("h2", {}, this.link(named), here),
        make("ul", {}, ...sorted.map((thing) => make("li", {}, this.link(thing)))),
      );
    }
    const first = found.places[0];
    this.open(first ? this.name(first.named) : "", parts, opener);
  }

  openDistrict(id: string, name: string, figure: string): void {
    const link = this.link({ id, de: name, en: null });
    this.open(name, [make("h2", {}, link, figure ? `: ${figure}` : "")], null);
  }

  close(): void {
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    hideCovered(this.within);
    if (this.opener?.isConnected) this.opener.focus();
    this.opener = null;
  }

  private open(label: string, parts: Node[], opener: HTMLElement | null): void {
    const close = button("×", () => this.close(), { class: "map-close", "aria-label": this.words.close });
    this.panel.setAttribute("aria-label", label);
    this.panel.replaceChildren(close, ...parts);
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    hideCovered(this.within);
    this.opener = opener;
    this.panel.focus({ preventScroll: true });
  }

  private name(named: Named): string {
    return nameOf(named, this.words.language);
  }

  private link(named: Named): HTMLAnchorElement {
    return make("a", { href: `/${this.words.language}/${named.id}` }, this.name(named));
  }
}
