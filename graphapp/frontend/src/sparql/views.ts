import type { Labels } from "./labels";
import type { PageData } from "./page";
import type { Table } from "./solutions";

/** What a view shows, and how: its options stand in the address. */
export interface Shown {
  readonly page: PageData;
  readonly table: Table;
  readonly labels: Labels;
  /** What was chosen in the view, such as the column for an axis. */
  readonly options: Readonly<Record<string, string>>;
  /** Remember a choice and show the view anew. */
  choose(name: string, value: string): void;
}

/** Draw into an empty element; resolves when everything is drawn. */
export type View = (shown: Shown, host: HTMLElement) => void | Promise<void>;

export const VIEWS = ["table", "chart", "map", "network", "timeline", "pivot", "raw"] as const;
export type ViewName = (typeof VIEWS)[number];

const IN_HEADERS: Readonly<Record<string, ViewName>> = { bars: "chart", graph: "network", figure: "table" };

/** The view of a name, here or in the header of an example; null for any other word. */
export function viewNamed(name: string): ViewName | null {
  return VIEWS.find((view) => view === name) ?? IN_HEADERS[name] ?? null;
}
