import { type ViewName, viewNamed } from "./views";

/** What may be set in an example. */
export interface ExampleParameter {
  readonly name: string;
  readonly label: string;
  readonly optional: boolean;
}

/** A query of the catalogue as its file tells it. */
export interface Example {
  readonly title: string;
  readonly view: ViewName;
  readonly parameters: readonly ExampleParameter[];
  /** The query without its header. */
  readonly query: string;
}

/** Read a query file: lines `#@ key: value` at the top, then the query. */
export function readExample(text: string, language: "de" | "en"): Example {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("#@"));
  const entries = lines.slice(0, end < 0 ? lines.length : end).flatMap((line) => {
    const found = /^#@\s*([\w-]+):\s*(.*)$/.exec(line);
    return found === null ? [] : [[found[1] ?? "", (found[2] ?? "").trim()] as const];
  });
  const value = (key: string): string => entries.find(([name]) => name === key)?.[1] ?? "";
  return {
    title: value(`title-${language}`),
    view: viewNamed(value("view")) ?? "table",
    parameters: entries.filter(([name]) => name === "param").map(([, told]) => readParameter(told, language)),
    query: end < 0 ? "" : `${lines.slice(end).join("\n").trim()}\n`,
  };
}

function readParameter(told: string, language: "de" | "en"): ExampleParameter {
  const [name, ...parts] = told.split("|").map((part) => part.trim());
  const label = parts.find((part) => part.startsWith(`label-${language}=`))?.replace(/^[^=]*=/, "");
  return { name: name ?? "", label: label ?? "", optional: parts.includes("optional") };
}
