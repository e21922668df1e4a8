import { describe, expect, it } from "vitest";
import { moved, NARROWEST, positionOf, ticksOf, zoomed } from "../src/timeline/axis";

const limits = { begin: 1990, end: 2030 };

describe("the axis of years", () => {
  it("zooms around a year, which stays where it is", () => {
    const near = zoomed(limits, 2, 2000, limits);
    expect(near).toEqual({ begin: 1995, end: 2015 });
    expect(positionOf(2000, near, 100)).toBeCloseTo(positionOf(2000, limits, 100));
  });

  it("never leaves its limits and never gets narrower than a year", () => {
    expect(zoomed({ begin: 1995, end: 2015 }, 0.1, 2010, limits)).toEqual(limits);
    expect(moved({ begin: 2020, end: 2030 }, 0.5, limits)).toEqual({ begin: 2020, end: 2030 });
    expect(moved({ begin: 2000, end: 2010 }, -0.5, limits)).toEqual({ begin: 1995, end: 2005 });
    const narrow = zoomed({ begin: 2000, end: 2001 }, 10, 2000.5, limits);
    expect(narrow.end - narrow.begin).toBe(NARROWEST);
  });

  it("writes round years", () => {
    expect(ticksOf(limits)).toEqual([1990, 1995, 2000, 2005, 2010, 2015, 2020, 2025, 2030]);
    expect(ticksOf({ begin: 2010.5, end: 2014 })).toEqual([2011, 2012, 2013, 2014]);
  });
});
