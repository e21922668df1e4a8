import { expect, test } from "vitest";
import { partOf, tiesToCsv, toCsv, toGexf } from "../src/explore/files";
import { Names } from "../src/explore/finding";
import { folding, unfolding } from "../src/explore/folding";
import { amended, begun, done, redone, undone } from "../src/explore/history";
import { apart, type Box } from "../src/explore/labels";
import { type Landscape, readLandscape } from "../src/explore/landscape";
import { compared, neighbours, shortestPaths } from "../src/explore/paths";
import { radii } from "../src/explore/sizes";
import { decode, encode, START, type State, seenFrom } from "../src/explore/state";
import { inside, towards } from "../src/explore/steering";
import { toSvg } from "../src/explore/svg";
import { visible } from "../src/explore/visible";

/** a–b–d, a–c–d, d–e, and f alone; b–d held from 2000 to 2004, c–d from 2010, nobody knows when a–b began. */
function square(): unknown {
  const names = ["a", "b", "c", "d", "e", "f"];
  return {
    projection: "whole",
    release: "r",
    kinds: [
      { id: "Network", de: "Netzwerk", en: "Network" },
      { id: "Company", de: "Unternehmen", en: "Company" },
    ],
    fields: [
      { id: "optik", de: "Optik", en: "Optics" },
      { id: "automobil", de: "Automobil", en: "Automotive" },
    ],
    districts: [
      { id: "place/jena", de: "Jena", en: "Jena" },
      { id: "place/umland", de: "Umland", en: "Around" },
    ],
    communities: [{ id: 0, de: "a", en: "a", size: 6 }],
    relations: [{ id: "member", de: "ist in", en: "is in", inverseDe: "hat", inverseEn: "has" }],
    measures: [{ id: "degree", de: "Grad", en: "Degree", explainDe: "Zahl", explainEn: "Number" }],
    nodes: {
      id: names.map((name) => `organisation/${name}`),
      de: ["=Anfang & Söhne", "Bärenhof", "Carl", "Drei", "Erfurt", "Fern"],
      en: [null, "Bear court", null, null, null, null],
      kind: [0, 1, 1, 0, 1, 1],
      fields: [[0], [0, 1], [1], [], [1], [0]],
      districts: [[0], [0, 1], [], [1], [0], []],
      begin: [1999, null, 2008, null, null, null],
      end: [null, null, null, null, null, 1995],
      community: [0, 0, 0, 0, 0, 0],
      x: [0, 10, 10, 20, 30, 90],
      y: [0, 10, -10, 0, 0, 90],
      measures: { degree: [2, 2, 2, 3, 1, 0] },
    },
    edges: {
      source: [0, 0, 1, 2, 3],
      target: [1, 2, 3, 3, 4],
      relation: [0, 0, 0, 0, 0],
      weight: [1, 1, 2, 1, 1],
      begin: [null, 2009, 2000, 2010, 2001],
      end: [null, null, 2004, null, null],
      bridge: [4],
    },
  };
}
const german = readLandscape(square(), "de");
const at = (changes: Partial<State>): State => ({ ...START, ...changes });
const shownIn = (landscape: Landscape, state: State): string =>
  landscape.ids
    .filter((_, place) => visible(landscape, state).things[place] === 1)
    .map((id) => id.at(-1))
    .join("");

test("a landscape is read in the page's language, and what does not fit together is refused", () => {
  expect(german.labels[1]).toBe("Bärenhof");
  expect(readLandscape(square(), "en").labels.slice(0, 2)).toEqual(["=Anfang & Söhne", "Bear court"]);
  const broken = square() as { edges: { target: number[] } };
  broken.edges.target[0] = 99;
  expect(() => readLandscape(broken, "de")).toThrow("99");
});

test("everything is shown at first, and a tie only with both of its ends", () => {
  expect(visible(german, START)).toMatchObject({ thingCount: 6, tieCount: 5 });
  const view = visible(german, at({ hidden: ["organisation/d"] }));
  expect([view.thingCount, view.tieCount]).toEqual([5, 2]);
});

test("a thing of several fields stays while one of them is shown", () => {
  expect(shownIn(german, at({ without: ["optik"] }))).toBe("bcde");
  expect(shownIn(german, at({ without: ["optik", "automobil"] }))).toBe("d");
  expect(shownIn(german, at({ without: ["none"] }))).toBe("abcef");
  expect(shownIn(german, at({ without: ["Company"] }))).toBe("ad");
  expect(shownIn(german, at({ district: "place/jena" }))).toBe("abe");
  expect(shownIn(german, at({ district: "place/umland" }))).toBe("bd");
});

test("in a period what has no known beginning is shown only if a dated tie held, or if it is asked for", () => {
  // b and d have no beginning, but their tie of 2000 to 2004 shows that they were there; a has one, c began later, e is tied by 2001.
  expect(shownIn(german, at({ from: 2003, to: 2003 }))).toBe("abde");
  expect(visible(german, at({ from: 2003, to: 2003 })).tieCount).toBe(2);
  expect(shownIn(german, at({ from: 1990, to: 1990 }))).toBe("");
  expect(shownIn(german, at({ from: 1990, to: 1990, undated: true }))).toBe("bdef");
  expect(shownIn(german, at({ from: 2003, to: 2003, undated: true }))).toBe("abde");
  expect(visible(german, at({ from: 2003, to: 2003, undated: true })).tieCount).toBe(3);
});

test("focus keeps what is so many steps away, unfolding adds neighbours, pinning keeps", () => {
  expect(shownIn(german, at({ focus: "organisation/e" }))).toBe("de");
  expect(shownIn(german, at({ focus: "organisation/e", steps: 2 }))).toBe("bcde");
  expect(shownIn(german, at({ focus: "organisation/e", expanded: ["organisation/d"] }))).toBe("bcde");
  expect(shownIn(german, at({ without: ["optik"], pinned: ["organisation/a"] }))).toBe("abcde");
  expect(shownIn(german, at({ focus: "organisation/unknown" }))).toBe("abcdef");
});

test("folding away leaves out what is tied to nothing else, and nothing is offered that changes nothing", () => {
  const changed = (state: State, id: string, way: typeof folding) => {
    const change = way(german, state, visible(german, state), `organisation/${id}`);
    return change === null ? null : { ...state, ...change };
  };
  expect(changed(START, "d", unfolding)).toBeNull();
  expect(changed(START, "a", folding)).toBeNull();
  const folded = changed(START, "d", folding);
  expect(folded?.collapsed).toEqual(["organisation/d"]);
  expect(shownIn(german, folded ?? START)).toBe("abcdf");
  expect(changed(folded ?? START, "d", folding)).toBeNull();
  expect(changed(folded ?? START, "d", unfolding)).toEqual(START);
  const near = at({ focus: "organisation/e" });
  const unfolded = changed(near, "d", unfolding);
  expect(shownIn(german, unfolded ?? START)).toBe("bcde");
  expect(changed(unfolded ?? START, "d", folding)).toEqual(near);
  expect(shownIn(german, at({ collapsed: ["organisation/d"], pinned: ["organisation/e"] }))).toBe("abcdef");
});

test("all shortest paths are found, and none where there is none", () => {
  const view = visible(german, START);
  const paths = shortestPaths(german, view, 0, 4);
  expect(paths.length).toBe(3);
  expect(paths.count).toBe(2);
  expect(paths.ways).toEqual([
    [0, 1, 3, 4],
    [0, 2, 3, 4],
  ]);
  expect([...paths.ties].sort()).toEqual([0, 1, 2, 3, 4]);
  expect(shortestPaths(german, view, 0, 5).length).toBe(-1);
  expect(shortestPaths(german, visible(german, at({ hidden: ["organisation/b"] })), 0, 4).count).toBe(1);
  expect(shortestPaths(german, view, 2, 2).ways).toEqual([[2]]);
});

test("paths are counted even where there are too many to write out", () => {
  const layers = 12;
  const sent = square() as { nodes: Record<string, unknown>; edges: Record<string, unknown> };
  const count = 2 * layers + 2;
  const fill = <T>(value: T) => new Array<T>(count).fill(value);
  const source: number[] = [];
  const target: number[] = [];
  const layer = (number: number) =>
    number === 0 ? [0] : number > layers ? [count - 1] : [2 * number - 1, 2 * number];
  for (let number = 0; number <= layers; number += 1) {
    for (const one of layer(number))
      for (const other of layer(number + 1)) source.push(one) && target.push(other);
  }
  Object.assign(sent.nodes, {
    id: fill("").map((_, place) => `organisation/n${place}`),
    de: fill("n"),
    en: fill(null),
    kind: fill(0),
    fields: fill([]),
    districts: Array.from({ length: count }, () => []),
    begin: fill(null),
    end: fill(null),
    community: fill(0),
    x: fill(0),
    y: fill(0),
    measures: { degree: fill(1) },
  });
  const none = source.map(() => null);
  Object.assign(sent.edges, {
    source,
    target,
    relation: source.map(() => 0),
    weight: source.map(() => 1),
    begin: none,
    end: none,
  });
  const ladder = readLandscape(sent, "de");
  const paths = shortestPaths(ladder, visible(ladder, START), 0, count - 1);
  expect(paths.count).toBe(2 ** layers);
  expect(paths.ways.length).toBe(50);
  expect(paths.ties.size).toBe(source.length);
});

test("two things are compared by what is shown beside them", () => {
  const view = visible(german, START);
  expect(compared(german, view, 0, 3)).toEqual({ shared: [1, 2], onlyOne: [], onlyOther: [4] });
  expect(neighbours(german, view, 3)).toEqual([1, 2, 4]);
});

test("an address holds the state and gives it back", () => {
  const state: State = {
    projection: "networks",
    colour: "community",
    size: "betweenness",
    without: ["optik", "Company", "c7"],
    district: "place/jena",
    from: 2003,
    to: 2012,
    undated: true,
    selected: "organisation/a",
    focus: "organisation/b",
    steps: 3,
    pair: { how: "path", one: "organisation/a", other: "organisation/jenoptik.ag_1" },
    hidden: ["organisation/c"],
    pinned: ["project/d", "person/jürgen"],
    expanded: ["field/e"],
    collapsed: ["field/g"],
    chosen: ["organisation/a", "organisation/b"],
    camera: { x: 0.123, y: -0.5, ratio: 0.25 },
  };
  const address = new URL(encode(state), "https://example.org/");
  expect(decode(address.search, address.hash)).toEqual(state);
  expect(encode(START)).toBe("");
  expect(decode("", "")).toEqual(START);
});

test("what a form sends once for each box is read like a list", () => {
  expect(decode("?without=optik&without=Company,c7", "").without).toEqual(["optik", "Company", "c7"]);
});

test("a state is looked at from where another is, unless that is of another network", () => {
  const camera = { x: 0.1, y: 0.2, ratio: 0.3 };
  expect(seenFrom(START, at({ camera })).camera).toEqual(camera);
  expect(seenFrom(START, at({ camera, projection: "networks" })).camera).toBeNull();
});

test("what an address says amiss is as if it did not say it", () => {
  const address =
    "?colour=plaid&size=%3Cscript%3E&from=20x&to=1&steps=99&focus=a%20b&path=,b&view=1,NaN,2&without=<,ok&selected=../../x";
  expect(decode(address, "#hidden=%22,organisation/a,organisation/a")).toEqual({
    ...START,
    steps: 3,
    without: ["ok"],
    hidden: ["organisation/a"],
  });
  expect(decode("?from=2012&to=2003", "")).toMatchObject({ from: 2003, to: 2012 });
});

test("what is done can be undone and done again, until something else is done", () => {
  const two = done(done(begun(0), 1), 2);
  expect(undone(undone(two)).now).toBe(0);
  expect(redone(undone(two)).now).toBe(2);
  expect(done(undone(two), 3).future).toEqual([]);
  expect(undone(amended(two, 9)).now).toBe(1);
  expect(undone(begun(0)).now).toBe(0);
});

test("an arrow key goes to the nearest thing in its direction, and nowhere if there is none", () => {
  const here = { x: 0, y: 0 };
  const around = [
    ["near", { x: 5, y: 1 }],
    ["far", { x: 50, y: 0 }],
    ["above", { x: 0, y: 9 }],
  ] as const;
  expect(towards("ArrowRight", here, around)).toBe("near");
  expect(towards("ArrowUp", here, around)).toBe("above");
  expect(towards("ArrowLeft", here, around)).toBeNull();
  expect(towards("a", here, around)).toBeNull();
});

test("a lasso holds what lies in it, also where it is not convex", () => {
  const horseshoe = [
    { x: 0, y: 0 },
    { x: 9, y: 0 },
    { x: 9, y: 9 },
    { x: 6, y: 9 },
    { x: 6, y: 3 },
    { x: 3, y: 3 },
    { x: 3, y: 9 },
    { x: 0, y: 9 },
  ];
  expect(inside({ x: 1, y: 8 }, horseshoe)).toBe(true);
  expect(inside({ x: 4.5, y: 8 }, horseshoe)).toBe(false);
  expect(inside({ x: 4.5, y: 1 }, horseshoe)).toBe(true);
});

test("names never touch, the first come first, and those that must be there are", () => {
  const boxes: Box[] = Array.from({ length: 300 }, (_, place) => ({
    place,
    x: (place * 37) % 500,
    y: (place * 61) % 300,
    width: 80,
    height: 18,
  }));
  const chosen = apart(boxes, new Set([299]), 1000);
  expect(apart(boxes, new Set([299]), 0)).toEqual(new Set([299]));
  const kept = boxes.filter((box) => chosen.has(box.place));
  expect(chosen.has(299)).toBe(true);
  expect(kept.length).toBeGreaterThan(20);
  for (const one of kept) {
    for (const other of kept) {
      const apartFrom = Math.abs(one.x - other.x) >= 80 || Math.abs(one.y - other.y) >= 18;
      expect(one === other || apartFrom).toBe(true);
    }
  }
  expect(apart(boxes, new Set(), 5).size).toBe(5);
});

test("of two names that would touch, both of them wanted, the one that is wanted more is written", () => {
  const box = (place: number, x: number): Box => ({ place, x, y: 0, width: 80, height: 18 });
  const boxes = [box(0, 0), box(1, 40), box(2, 100)];
  expect(apart(boxes, new Set([1, 0, 2]), 0)).toEqual(new Set([1]));
  expect(apart(boxes, new Set([0, 1, 2]), 0)).toEqual(new Set([0, 2]));
  expect(apart(boxes, new Set([0, 1]), 9)).toEqual(new Set([0, 2]));
});

test("names are found with umlauts or without, the beginning of a name before the beginning of a word", () => {
  const names = new Names(["Alte Bärenhöhle", "Bärenhof", "Umbaeren", "Café"]);
  const find = (typed: string) => names.find(typed, () => 0);
  expect(find("baren")).toEqual([1, 0, 2]);
  expect(find("bären hof")).toEqual([1, 0].filter((place) => place === 1));
  expect(find("cafe")).toEqual([3]);
  expect(find("nichts")).toEqual([]);
  expect(find(" ( ")).toEqual([]);
});

test("areas grow with the values, and nothing is invisible", () => {
  const [none = 0, quarter = 0, whole = 0] = radii([0, 25, 100], 1000);
  expect(none).toBeGreaterThan(1);
  expect((quarter - none) / (whole - none)).toBeCloseTo(0.5);
  expect([...radii([], 100)].every((radius) => radius > 1)).toBe(true);
});

test("files hold what is chosen, and no name can break them", () => {
  const view = visible(german, START);
  const part = partOf(german, view, ["organisation/a", "organisation/b"]);
  expect(part).toEqual({ things: [0, 1], ties: [0] });
  const gexf = toGexf(german, part.things, part.ties);
  expect(gexf).toContain('label="=Anfang &amp; Söhne"');
  expect(gexf.match(/<edge /g)?.length).toBe(1);
  expect(gexf).toContain('<node id="organisation/a" start="1999.0" label');
  expect(gexf).toContain('defaultedgetype="directed"');
  const shared = { ...german, projection: "networks" };
  expect(toGexf(shared, [1, 3], [2])).toContain('defaultedgetype="undirected"');
  expect(toGexf(shared, [1, 3], [2])).toContain('start="2000.0" end="2004.0" weight="2"');
  expect(tiesToCsv(shared, [2, 4]).split("\r\n")).toEqual([
    "Source,Target,Type,source_label,Label,target_label,relation,Weight,begin,end,bridge",
    "organisation/b,organisation/d,Undirected,Bärenhof,ist in,Drei,member,2,2000,2004,false",
    "organisation/d,organisation/e,Undirected,Drei,ist in,Erfurt,member,1,2001,,true",
    "",
  ]);
  const csv = toCsv(german, part.things).split("\r\n");
  expect(csv[0]).toBe("id,label,kind,field,district,community,begin,end,degree");
  expect(csv[1]).toBe("organisation/a,'=Anfang & Söhne,Netzwerk,Optik,Jena,a,1999,,2");
  const scene = {
    width: 10,
    height: 10,
    ground: "#fff",
    ink: "#000",
    lines: [],
    discs: [{ x: 1, y: 1, radius: 2, colour: "#f00", opacity: 1, name: "<&\u0000>" }],
    names: [{ x: 1, y: 1, text: '"x"', leftward: true }],
  };
  expect(toSvg(scene, "t", "s")).toContain("<title>&lt;&amp;&gt;</title>");
});
