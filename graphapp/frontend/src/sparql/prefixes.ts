import type { Token } from "./code-mirror";

/** The `known` prefixes that are used in the tokens of some lines and not declared. A line that declares one uses none. */
export function undeclared(
  lines: readonly (readonly Pick<Token, "type" | "string">[])[],
  declared: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  const missing: Record<string, string> = {};
  for (const tokens of lines) {
    const first = tokens.find((token) => token.string.trim() !== "");
    if (first?.string.toUpperCase() === "PREFIX") continue;
    for (const token of tokens) {
      const prefix = token.type === "string-2" ? /^([A-Za-z][\w-]*):/.exec(token.string)?.[1] : undefined;
      if (prefix === undefined || declared[prefix] !== undefined) continue;
      const namespace = known[prefix];
      if (namespace !== undefined) missing[prefix] = namespace;
    }
  }
  return missing;
}
