import { describe, expect, it } from "vitest";
import { next, ordered } from "../src/table/order";

const sorted = (keys: string[], direction: "ascending" | "descending", numeric = false) =>
  ordered(keys, direction, numeric, "de").map((place) => keys[place]);

describe("the order of a table", () => {
  it("goes up, down, and back to that of the server", () => {
    expect(next("none")).toBe("ascending");
    expect(next("ascending")).toBe("descending");
    expect(next("descending")).toBe("none");
    expect(ordered(["b", "a"], "none", false, "de")).toEqual([0, 1]);
  });

  it("sorts words as people do, with umlauts beside their letters", () => {
    expect(sorted(["Zeiss", "Österreich", "ober", "Apolda"], "ascending")).toEqual([
      "Apolda",
      "ober",
      "Österreich",
      "Zeiss",
    ]);
    expect(sorted(["2014", "2013-11", "2014-01"], "descending")).toEqual(["2014-01", "2014", "2013-11"]);
  });

  it("sorts numbers by what they are worth, negative ones too", () => {
    expect(sorted(["10", "-2.5", "9"], "ascending", true)).toEqual(["-2.5", "9", "10"]);
    expect(sorted(["10", "-2.5", "9"], "descending", true)).toEqual(["10", "9", "-2.5"]);
  });

  it("leaves empty cells at the end, either way, and equal ones in their order", () => {
    expect(sorted(["", "b", "", "a"], "ascending")).toEqual(["a", "b", "", ""]);
    expect(sorted(["", "b", "", "a"], "descending")).toEqual(["b", "a", "", ""]);
    expect(ordered(["a", "A", "a"], "descending", false, "de")).toEqual([0, 1, 2]);
  });
});
