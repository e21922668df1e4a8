import { button, make } from "../page/dom";
import type { Answer, DataSet } from "./asking";
import { describe, guess } from "./columns";
import { formatsOf } from "./formats";
import { Labels } from "./labels";
import { download } from "./links";
import { number, type PageData, say } from "./page";
import { sharePanel } from "./share-panel";
import type { Result } from "./solutions";
import type { State } from "./state";
import { showTable } from "./table-view";
import { VIEWS, type View, type ViewName } from "./views";

/** What was asked and what came. */
export interface Answered {
  readonly query: string;
  readonly dataSet: DataSet;
  readonly answer: Answer;
  readonly result: Result;
}

/** Characters of an answer that are shown as they came. */
const RAW = 500_000;

/** The heavy views are fetched when they are first looked at. */
const LATER: Readonly<Partial<Record<ViewName, () => Promise<View>>>> = {
  chart: async () => (await import("./chart-view")).showChart,
  map: async () => (await import("./map-view")).showMap,
  network: async () => (await import("./network-view")).showNetwork,
  timeline: async () => (await import("./timeline-view")).showTimeline,
  pivot: async () => (await import("./pivot-view")).showPivot,
};

/** Shows an answer: its figures, its downloads and its views. `changed` hears of every change of what is seen. */
export class AnswerPanel {
  readonly #labels: Labels;
  #shown = 0;

  constructor(
    readonly page: PageData,
    readonly host: HTMLElement,
    readonly answered: Answered,
    public state: State,
    readonly changed: (state: State) => void,
  ) {
    this.#labels = new Labels(page);
  }

  /** Draw everything. */
  async show(): Promise<void> {
    const { result } = this.answered;
    const views = this.#views();
    const view = this.state.view !== null && views.includes(this.state.view) ? this.state.view : views[0];
    const heading = make("h2", { id: "answer" }, say(this.page, "answer"));
    const told = make("p", { class: "quiet", id: "answer-figures" }, this.figures());
    const head = make("div", { class: "answer-head" }, heading, told, this.#downloads());
    const place = make("div", { class: "view" });
    const section = make("section", { class: "answer", "aria-labelledby": "answer" }, head);
    this.host.replaceChildren(section);
    const share = sharePanel(this.page, this.answered, () => this.state);
    if (result.kind === "boolean") {
      section.append(make("p", { class: "figure" }, say(this.page, result.value ? "yes" : "no")), share);
      return;
    }
    if (result.rows.length === 0) section.append(make("p", {}, say(this.page, "nothing")));
    section.append(this.#switch(views, view ?? "raw", place), place, share);
    await this.#draw(view ?? "raw", place);
  }

  /** Rows, time and bytes, in words. */
  figures(): string {
    const { result, answer } = this.answered;
    const parts = [
      ...(result.kind === "boolean"
        ? []
        : [say(this.page, result.rows.length === 1 ? "row" : "rows", { count: result.rows.length })]),
      say(this.page, "seconds", { seconds: number(this.page, answer.milliseconds / 1000) }),
      say(this.page, "kilobytes", { kilobytes: number(this.page, answer.bytes / 1000, 1) }),
    ];
    return parts.join(" · ");
  }

  #views(): ViewName[] {
    const { result } = this.answered;
    if (result.kind === "boolean") return [];
    if (result.rows.length === 0) return ["raw"];
    const columns = describe(result);
    return VIEWS.filter((view) => guess(view, result, columns) !== null);
  }

  #switch(views: readonly ViewName[], view: ViewName, place: HTMLElement): HTMLElement {
    const made = make("div", { class: "views", role: "group", "aria-label": say(this.page, "shownAs") });
    for (const name of views) {
      const one = button(
        say(this.page, `view-${name}`),
        () => {
          for (const other of made.children) other.setAttribute("aria-pressed", String(other === one));
          this.#set({ view: name, options: {} });
          void this.#draw(name, place);
        },
        { class: "view-button", "aria-pressed": String(name === view) },
      );
      made.append(one);
    }
    return made;
  }

  #set(state: State): void {
    this.state = state;
    this.changed(state);
  }

  async #draw(view: ViewName, place: HTMLElement): Promise<void> {
    const { result, answer } = this.answered;
    if (result.kind === "boolean") return;
    this.#shown += 1;
    const turn = this.#shown;
    const made = make("div");
    if (view === "raw") {
      const text = make("pre", { tabindex: 0, role: "region", "aria-label": say(this.page, "view-raw") });
      text.textContent = answer.text.slice(0, RAW);
      made.append(text);
      if (answer.text.length > RAW)
        made.append(make("p", { class: "quiet" }, say(this.page, "rawCut", { shown: RAW })));
      place.replaceChildren(made);
      return;
    }
    const draw = view === "table" ? showTable : await LATER[view]?.();
    if (draw === undefined || turn !== this.#shown) return;
    place.replaceChildren(made);
    place.dataset["view"] = view;
    await draw(
      {
        page: this.page,
        table: result,
        labels: this.#labels,
        options: this.state.view === view ? this.state.options : {},
        choose: (name, value) => {
          const options = this.state.view === view ? this.state.options : {};
          this.#set({ view, options: { ...options, [name]: value } });
          const focused =
            document.activeElement?.closest(".choice")?.querySelector("label")?.textContent ?? null;
          void this.#draw(view, place).then(() => {
            for (const label of place.querySelectorAll("label")) {
              if (focused !== null && label.textContent === focused)
                document.getElementById(label.htmlFor)?.focus();
            }
          });
        },
      },
      made,
    );
  }

  #downloads(): HTMLElement {
    const { query, dataSet, result } = this.answered;
    const list = make("ul", { class: "downloads", "aria-label": say(this.page, "otherFormats") });
    for (const [format, label] of formatsOf(result)) {
      const address = download(query, dataSet, format);
      const link =
        address.length < this.page.longestAddress
          ? make("a", { href: address }, label)
          : this.#post(format, label);
      list.append(make("li", {}, link));
    }
    return list;
  }

  /** A query that is too long for an address is sent as a form. */
  #post(format: string, label: string): HTMLElement {
    const { query, dataSet } = this.answered;
    const form = make(
      "form",
      { method: "post", action: "/sparql" },
      make("button", { class: "minor" }, label),
    );
    const fields = [
      ["query", query],
      ["format", format],
      ["download", "1"],
      ...dataSet.default.map((graph) => ["default-graph-uri", graph]),
      ...dataSet.named.map((graph) => ["named-graph-uri", graph]),
    ] as [string, string][];
    for (const [name, value] of fields) form.append(make("input", { type: "hidden", name, value }));
    return form;
  }
}
