import { hideCovered } from "./covering";
import { type Named, nameOf, type Words } from "./data";
import type { Cluster } from "./places";

/** A panel over the map that lists who sits at a mark, with links. Escape closes it, and the mark has the focus again. */
export class ListPanel {
  private readonly panel = document.createElement("div");
  private opener: HTMLElement | null = null;

  constructor(
    private readonly within: HTMLElement,
    private readonly words: Words,
  ) {
    this.panel.className = "map-list";
    this.panel.hidden = true;
    this.panel.setAttribute("role", "dialog");
    this.panel.tabIndex = -1;
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      event.stopPropagation();
    });
    within.append(this.panel);
  }

  openCluster(found: Cluster, opener: HTMLElement): void {
    const parts: Node[] = [];
    for (const { named, things } of found.places) {
      const heading = document.createElement("h2");
      heading.append(this.link(named), ` ${this.words.here.replace("{count}", String(things.length))}`);
      const list = document.createElement("ul");
      const sorted = [...things].sort((one, other) => this.name(one).localeCompare(this.name(other)));
      list.append(
        ...sorted.map((thing) => {
          const item = document.createElement("li");
          item.append(this.link(thing));
          return item;
        }),
      );
      parts.push(heading, list);
    }
    const first = found.places[0];
    this.open(first ? this.name(first.named) : "", parts, opener);
  }

  openDistrict(id: string, name: string, figure: string): void {
    const heading = document.createElement("h2");
    heading.append(this.link({ id, de: name, en: null }), figure ? `: ${figure}` : "");
    this.open(name, [heading], null);
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
    const close = document.createElement("button");
    close.type = "button";
    close.className = "map-close";
    close.textContent = "×";
    close.setAttribute("aria-label", this.words.close);
    close.addEventListener("click", () => this.close());
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
    const link = document.createElement("a");
    link.href = `/${this.words.language}/${named.id}`;
    link.textContent = this.name(named);
    return link;
  }
}
