import type { DataSet } from "./asking";
import { pack } from "./packed";

/** The parameters of a question: the query, in full or packed, and its data set. */
function parameters(query: Readonly<Record<string, string>>, dataSet: DataSet): URLSearchParams {
  const made = new URLSearchParams(query);
  for (const graph of dataSet.default) made.append("default-graph-uri", graph);
  for (const graph of dataSet.named) made.append("named-graph-uri", graph);
  return made;
}

/** The path of the page that asks a query. */
export function permalink(language: string, query: string, dataSet: DataSet): string {
  return `/${language}/sparql?${parameters({ query }, dataSet)}`;
}

/** The same with the query compressed. */
export async function shortLink(language: string, query: string, dataSet: DataSet): Promise<string> {
  return `/${language}/sparql?${parameters({ z: await pack(query) }, dataSet)}`;
}

/** The path of an answer in a format of the endpoint. */
export function download(query: string, dataSet: DataSet, format: string): string {
  const made = parameters({ query }, dataSet);
  made.set("format", format);
  made.set("download", "1");
  return `/sparql?${made}`;
}
