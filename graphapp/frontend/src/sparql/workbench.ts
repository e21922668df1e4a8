import { button, make } from "../page/dom";
import { type Answered, AnswerPanel } from "./answer-panel";
import { type DataSet, type Problem, ProblemError, Run } from "./asking";
import type { CodeEditor } from "./code-mirror";
import { permalink, shortLink } from "./links";
import { number, type PageData, say } from "./page";
import { readResult } from "./solutions";
import { readState, type State, writeState } from "./state";
import { Terms } from "./terms";

/** Addresses that are longer are packed. */
const LONG_ADDRESS = 2000;

/** Runs what is written in the form and shows what comes. */
export class Workbench {
  readonly #area: HTMLTextAreaElement;
  readonly #result: HTMLElement;
  readonly #status = make("p", { class: "unseen", role: "status" });
  readonly #progress = make("p", { class: "progress quiet", "aria-hidden": "true" });
  readonly #stop: HTMLButtonElement;
  #editor: CodeEditor | null = null;
  #marks: typeof import("./code-editor") | null = null;
  #run: Run | null = null;
  #state: State;

  constructor(
    readonly page: PageData,
    readonly form: HTMLFormElement,
    result: HTMLElement,
  ) {
    const area = form.querySelector("textarea");
    const submit = form.querySelector<HTMLButtonElement>("button[type=submit]");
    if (area === null || submit === null) throw new Error("The form has no text or no button");
    this.#area = area;
    this.#result = result;
    this.#state = readState(location.hash);
    this.#stop = button(say(page, "stop"), () => void this.stop(), { class: "minor stop" });
    this.#stop.disabled = true;
    submit.after(this.#stop, this.#progress);
    form.querySelector("#format")?.parentElement?.setAttribute("hidden", "");
    form.append(this.#status);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.run();
    });
  }

  /** Put the editor in the place of the text field; run again, with everything to look at, what the page came answered with. */
  async open(): Promise<void> {
    const { page } = this;
    const terms = new Terms(`/sparql/terms.json?release=${encodeURIComponent(page.release)}`, page.language);
    const again = page.answered ? this.run() : Promise.resolve();
    this.#marks = await import("./code-editor");
    this.#editor = this.#marks.openEditor(this.#area, page, terms, {
      run: () => void this.run(),
      save: () => this.form.dispatchEvent(new CustomEvent("keep")),
    });
    this.form
      .querySelector<HTMLElement>("label[for=query]")
      ?.addEventListener("click", () => this.#editor?.focus());
    if (page.wrong !== null) this.#marks.markError(this.#editor, page.wrong.line, page.wrong.column);
    await again;
  }

  get text(): string {
    return this.#area.value;
  }

  /** Write a query into the editor, to be shown as `view` when it is run. */
  write(text: string, state: State): void {
    this.#state = state;
    this.#area.value = text;
    this.#editor?.setValue(text);
    for (const field of this.form.querySelectorAll("input[name$=-graph-uri]")) field.remove();
  }

  get dataSet(): DataSet {
    const values = (name: string): string[] =>
      [...this.form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)].map((field) => field.value);
    return { default: values("default-graph-uri"), named: values("named-graph-uri") };
  }

  /** End the query that runs. */
  async stop(): Promise<void> {
    const had = document.activeElement === this.#stop;
    await this.#run?.stop();
    if (had) this.form.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
  }

  /** Ask what is written; a query that still runs is ended first. */
  async run(): Promise<void> {
    const query = this.text;
    if (query.trim() === "") return;
    await this.#run?.stop();
    const run = new Run(`/${this.page.language}/sparql`);
    this.#run = run;
    this.#stop.disabled = false;
    this.#marks?.clearError();
    this.#status.textContent = say(this.page, "running");
    let bytes = 0;
    const tick = setInterval(() => this.#tell(run, bytes), 100);
    const { dataSet } = this;
    try {
      const answer = await run.ask(query, dataSet, (sum) => {
        bytes = sum;
      });
      const result = readResult(answer.text, answer.mediaType);
      if (this.#run === run) await this.#show({ query, dataSet, answer, result });
    } catch (error) {
      if (this.#run === run) this.#fail(run, error);
    } finally {
      clearInterval(tick);
      if (this.#run === run) {
        this.#run = null;
        this.#stop.disabled = true;
        this.#progress.textContent = "";
      }
    }
  }

  #tell(run: Run, bytes: number): void {
    const seconds = number(this.page, (performance.now() - run.began) / 1000, 1);
    const parts = [say(this.page, "seconds", { seconds })];
    if (bytes > 0) parts.push(say(this.page, "kilobytes", { kilobytes: number(this.page, bytes / 1000, 0) }));
    this.#progress.textContent = parts.join(" · ");
  }

  async #show(answered: Answered): Promise<void> {
    const panel = new AnswerPanel(this.page, this.#result, answered, this.#state, (state) => {
      this.#state = state;
      void this.#address(answered);
    });
    await panel.show();
    this.#status.textContent = `${say(this.page, "answer")}: ${panel.figures()}`;
    await this.#address(answered);
    this.form.dispatchEvent(new CustomEvent("answered", { detail: { ...answered, state: this.#state } }));
  }

  /** Let the address of the page be that of what it shows. */
  async #address({ query, dataSet }: Answered): Promise<void> {
    const long = permalink(this.page.language, query, dataSet);
    const path = long.length > LONG_ADDRESS ? await shortLink(this.page.language, query, dataSet) : long;
    if (path.length < this.page.longestAddress)
      history.replaceState(null, "", path + writeState(this.#state));
  }

  #fail(run: Run, error: unknown): void {
    const problem: Problem =
      error instanceof ProblemError
        ? error.problem
        : { detail: say(this.page, run.stopped ? "stopped" : "unreachable") };
    const kind = error instanceof ProblemError ? error.kind : "";
    const title = this.page.texts[`problem-${kind}`] ?? say(this.page, run.stopped ? "stopped" : "failed");
    const box = make("div", { class: "problem", role: "alert", id: "problem" }, make("h2", {}, title));
    if (problem.detail !== undefined) box.append(make("p", { class: "detail" }, problem.detail));
    if (kind !== "") {
      const more = make(
        "a",
        { href: `/${this.page.language}/about#problem-${kind}` },
        say(this.page, "meaning"),
      );
      box.append(make("p", {}, more));
    }
    this.#result.replaceChildren(box);
    this.#status.textContent = "";
    if (problem.line !== undefined && this.#editor !== null) {
      this.#marks?.markError(this.#editor, problem.line, problem.column ?? 1);
    }
  }
}
