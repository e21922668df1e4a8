import { ACCEPT } from "./solutions";

/** An answer as it came: its text, what it is, how long it took and how many bytes it has. */
export interface Answer {
  readonly text: string;
  readonly mediaType: string;
  readonly milliseconds: number;
  readonly bytes: number;
}

/** The data set of a query (SPARQL 1.1 Protocol, 2.1.4). */
export interface DataSet {
  readonly default: readonly string[];
  readonly named: readonly string[];
}

/** An error that the endpoint tells (RFC 9457). */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly line?: number;
  readonly column?: number;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? "");
  }

  /** The kind of problem: the end of its type. */
  get kind(): string {
    return /#problem-([\w-]+)$/.exec(this.problem.type ?? "")?.[1] ?? "";
  }
}

/** One run of a query, which can be ended. */
export class Run {
  readonly id = crypto.randomUUID();
  readonly began = performance.now();
  readonly #abort = new AbortController();
  stopped = false;

  /** `address` is the endpoint, in the language that errors are to be told in. */
  constructor(readonly address: string) {}

  /** `progress` hears how many bytes have come. Rejects with `ProblemError`, or `AbortError` after a stop without an answer. */
  async ask(query: string, dataSet: DataSet, progress: (bytes: number) => void): Promise<Answer> {
    const body = new URLSearchParams({ query });
    for (const graph of dataSet.default) body.append("default-graph-uri", graph);
    for (const graph of dataSet.named) body.append("named-graph-uri", graph);
    const response = await fetch(this.address, {
      method: "POST",
      body,
      headers: { Accept: ACCEPT, "Query-Id": this.id },
      signal: this.#abort.signal,
    });
    const mediaType = response.headers.get("Content-Type") ?? "";
    if (!response.ok) throw new ProblemError(await readProblem(response));
    const { text, bytes } = await read(response, progress);
    return { text, mediaType, milliseconds: performance.now() - this.began, bytes };
  }

  /**
   * End the query on the server, which then answers the request with the problem “cancelled”. What has not been heard of a
   * second later is let go.
   */
  async stop(): Promise<void> {
    this.stopped = true;
    try {
      await fetch(`/sparql/running/${this.id}`, { method: "DELETE" });
    } finally {
      setTimeout(() => this.#abort.abort(), 1000);
    }
  }
}

async function read(
  response: Response,
  progress: (bytes: number) => void,
): Promise<{ text: string; bytes: number }> {
  const reader = response.body?.getReader();
  if (reader === undefined) return { text: "", bytes: 0 };
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    parts.push(decoder.decode(value, { stream: true }));
    progress(bytes);
  }
  parts.push(decoder.decode());
  return { text: parts.join(""), bytes };
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { status: response.status, detail: `${response.status} ${response.statusText}` };
  }
}
