import { type ViewName, viewNamed } from "./views";

/** What is seen of an answer, as the fragment of the address tells it: `#view=chart&x=year`. */
export interface State {
  readonly view: ViewName | null;
  readonly options: Readonly<Record<string, string>>;
}

export function readState(fragment: string): State {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const named = parameters.get("view");
  parameters.delete("view");
  return { view: named === null ? null : viewNamed(named), options: Object.fromEntries(parameters) };
}

export function writeState({ view, options }: State): string {
  if (view === null) return "";
  const text = new URLSearchParams({ view, ...options }).toString();
  return `#${text}`;
}
