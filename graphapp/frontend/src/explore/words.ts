import type { Language } from "./landscape";

/** The texts that the page brings for its script, in its language. */
export class Words {
  readonly #texts: Readonly<Record<string, string>>;
  readonly #numbers: Intl.NumberFormat;

  constructor(
    texts: Readonly<Record<string, string>>,
    readonly language: Language,
  ) {
    this.#texts = texts;
    this.#numbers = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  }

  /** The text `key` with what stands for `{…}` put in; numbers as people write them. */
  say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    return (this.#texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? this.count(value) : value;
    });
  }

  /** A whole number. */
  count(value: number): string {
    return value.toLocaleString(this.language);
  }

  /** The value of a measure: three digits are enough to compare. */
  measured(value: number | undefined): string {
    if (value === undefined || value === null) return "";
    return Number.isInteger(value) ? this.count(value) : this.#numbers.format(value);
  }

  /** Between which years something is known to hold. */
  years(begin: number | null | undefined, end: number | null | undefined): string {
    if (begin != null && end != null) {
      return begin === end ? String(begin) : this.say("between", { from: String(begin), to: String(end) });
    }
    if (begin != null) return this.say("since", { year: String(begin) });
    return end != null ? this.say("until", { year: String(end) }) : "";
  }
}
