import Graph from "graphology";
import Sigma from "sigma";
import { pathLine } from "sigma/rendering";
import type { Theme } from "./colours";
import { apart, type Box } from "./labels";
import { at, type Landscape } from "./landscape";
import { LARGEST } from "./sizes";
import type { Camera } from "./state";
import type { Point } from "./steering";
import type { View } from "./visible";

/** How things and ties look: the colour and radius of each, and what stands out from the rest. */
export interface Look {
  readonly colours: readonly string[];
  readonly radii: Float64Array;
  /** Things and ties that stand out while the others step back; null if none do. */
  readonly bright: { readonly things: ReadonlySet<number>; readonly ties: ReadonlySet<number> } | null;
  /** Things whose names are written before all others, in this order. */
  readonly named: ReadonlySet<number>;
  /** Things with a ring. */
  readonly ringed: ReadonlySet<number>;
}

interface ThingLook {
  [name: string]: unknown;
  x: number;
  y: number;
  label: string;
  size: number;
  letters: number;
  color: string;
  opacity: number;
  visibility: "visible" | "hidden";
  labelVisibility: "auto" | "visible" | "hidden";
  labelPosition: "right" | "left";
  ring: "visible" | "hidden";
  depth: "nodes" | "topNodes";
}

interface TieLook {
  [name: string]: unknown;
  size: number;
  color: string;
  opacity: number;
  visibility: "visible" | "hidden";
  depth: "edges" | "topEdges";
}

type Drawn = Graph<ThingLook, TieLook>;
const FAMILY = '"Instrument Sans", sans-serif';
const FONT = `500 ${FAMILY}`;
const LETTERS = 12.5;
const LARGE_LETTERS = 15;
const LINE = 1.9; // Height of a name's box, with what it keeps free around it, in heights of its letters.
const MOST_NAMES = 48;
const SETTLE = 90; // Milliseconds after which names are chosen anew while the picture moves.
const UNSEEN = { visibility: "hidden", depth: "edges", size: 1, color: "#888", opacity: 0 } as const;

/**
 * The drawing of a landscape by Sigma (WebGL 2).
 *
 * Looks are attributes of the graph, set when they change; so a frame of panning costs no more than Sigma's own.
 */
export class Picture {
  readonly #graph: Drawn = new Graph<ThingLook, TieLook>({ multi: true, type: "directed" });
  readonly #landscape: Landscape;
  readonly #theme: Theme;
  readonly #widths = new Map<number, number>();
  readonly #pen = document.createElement("canvas").getContext("2d");
  #view: View;
  #look: Look;
  #named: Set<number> = new Set();
  /** Things whose name stands to their left, as there is no room at the right. */
  readonly #leftward = new Set<number>();
  #settling: ReturnType<typeof setTimeout> | undefined;
  readonly sigma: Sigma<ThingLook, TieLook>;

  constructor(landscape: Landscape, within: HTMLElement, theme: Theme, view: View, look: Look) {
    this.#landscape = landscape;
    this.#theme = theme;
    this.#view = view;
    this.#look = look;
    for (const place of landscape.ids.keys()) {
      this.#graph.addNode(String(place), this.#thing(place, view, look));
    }
    for (const [tie, source] of landscape.ties.source.entries()) {
      const target = at(landscape.ties.target, tie);
      this.#graph.addDirectedEdgeWithKey(
        String(tie),
        String(source),
        String(target),
        this.#tie(tie, view, look),
      );
    }
    this.sigma = new Sigma<ThingLook, TieLook>(this.#graph, within, {
      settings: {
        itemSizesReference: "screen",
        minEdgeThickness: 0.5,
        labelRenderedSizeThreshold: 0,
        stagePadding: 36,
        minCameraRatio: 0.02,
        maxCameraRatio: 2,
        enableCameraRotation: false,
        zoomToSizeRatioFunction: (ratio) => Math.max(ratio, 0.02) ** 0.4,
        allowInvalidContainer: true,
        nodePickingPadding: 4,
      },
      primitives: {
        nodes: { label: { font: { family: FONT }, margin: 4 } },
        // Nothing is tied to itself. Were there loops, every tie would have as many corners as a loop: 66 in place of 4.
        edges: { paths: [pathLine()] },
      },
      styles: {
        nodes: {
          x: { attribute: "x" },
          y: { attribute: "y" },
          size: { attribute: "size" },
          color: { attribute: "color" },
          opacity: { attribute: "opacity" },
          label: { attribute: "label" },
          labelSize: { attribute: "letters" },
          labelFont: FONT,
          labelColor: theme.of("ink"),
          labelBackgroundColor: theme.of("ground").replace(")", ", 0.72)").replace("rgb(", "rgba("),
          labelBackgroundPadding: 1,
          labelPosition: { attribute: "labelPosition" },
          visibility: { attribute: "visibility" },
          // biome-ignore-start lint/suspicious/noThenProperty: that is how Sigma's styles are written
          depth: { whenState: "isHovered", then: "topNodes", else: { attribute: "depth" } },
          labelVisibility: {
            whenState: "isHovered",
            then: "visible",
            else: { attribute: "labelVisibility" },
          },
          backdropVisibility: { whenState: "isHovered", then: "visible", else: { attribute: "ring" } },
          // biome-ignore-end lint/suspicious/noThenProperty: as above
          backdropColor: theme.of("sheet"),
          backdropBorderColor: theme.of("accent"),
          backdropBorderWidth: 1.5,
          backdropCornerRadius: 5,
          backdropShadowColor: "rgba(0, 0, 0, 0.25)",
          backdropShadowBlur: 8,
          backdropPadding: 4,
          cursor: "pointer",
        },
        edges: {
          size: { attribute: "size" },
          color: { attribute: "color" },
          opacity: { attribute: "opacity" },
          visibility: { attribute: "visibility" },
          depth: { attribute: "depth" },
        },
      },
    });
    requestAnimationFrame(() => performance.mark("drawn"));
    this.#name();
    // Names never touch: they keep their distance while the picture is moved, and are chosen anew when its scale has changed.
    this.sigma.getCamera().on("updated", () => {
      this.#settling ??= setTimeout(() => {
        this.#settling = undefined;
        this.#name();
      }, SETTLE);
    });
    this.sigma.on("resize", () => this.#name());
  }

  /** Draw another view of the same landscape. */
  show(view: View, look: Look): void {
    this.#view = view;
    this.#look = look;
    this.#named = this.#choose();
    this.#graph.updateEachNodeAttributes((place) => this.#thing(Number(place), view, look));
    this.#graph.updateEachEdgeAttributes((tie) => this.#tie(Number(tie), view, look));
  }

  /** How many things and ties are drawn, counted in the graph that Sigma draws. */
  counts(): { things: number; ties: number } {
    const seen = (_: string, look: { visibility: string }) => look.visibility === "visible";
    return { things: this.#graph.filterNodes(seen).length, ties: this.#graph.filterEdges(seen).length };
  }

  /** Where a thing is, in pixels of the window's part. */
  where(place: number): Point {
    return this.sigma.graphToViewport({ x: at(this.#landscape.x, place), y: at(this.#landscape.y, place) });
  }

  /** The radius with which a thing of that radius is drawn now, in pixels. */
  radius(radius: number): number {
    return this.sigma.scaleSize(radius);
  }

  /** Whether a thing's name stands to its left. */
  isLeftward(place: number): boolean {
    return this.#leftward.has(place);
  }

  /** The things whose names are written. */
  get named(): ReadonlySet<number> {
    return this.#named;
  }

  get size(): { width: number; height: number } {
    return this.sigma.getDimensions();
  }

  /** How opaque a tie is: the fewer there are, the more. */
  get opacity(): number {
    return Math.min(
      Math.max(0.2 * (6000 / Math.max(this.#landscape.ties.source.length, 1)) ** 0.25, 0.12),
      0.5,
    );
  }

  get camera(): Camera {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return { x, y, ratio };
  }

  look(camera: Camera | null, calmly = false): void {
    const state = camera ?? { x: 0.5, y: 0.5, ratio: 1 };
    if (calmly) void this.sigma.getCamera().animate(state, { duration: 350 });
    else this.sigma.getCamera().setState(state);
  }

  zoom(factor: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: camera.getBoundedRatio(camera.ratio / factor) });
  }

  pan(dx: number, dy: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ x: camera.x + dx * camera.ratio, y: camera.y + dy * camera.ratio });
  }

  /**
   * Bring things into sight: their middle to the middle of what nothing covers (`covered` pixels at the right are), near enough
   * that they fill it, not nearer than `nearest`.
   */
  frame(places: readonly number[], calmly: boolean, covered = 0, nearest = 0.15): void {
    if (places.length === 0) return;
    const points = places.map((place) =>
      this.sigma.graphToFramedGraph({ x: at(this.#landscape.x, place), y: at(this.#landscape.y, place) }),
    );
    const xs = points.map((point) => point.x);
    const ys = points.map((point) => point.y);
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [low, high] = [Math.min(...ys), Math.max(...ys)];
    const { width, height } = this.size;
    const side = Math.min(width, height);
    const across = (right - left) * (side / Math.max(width - covered, side / 2));
    const ratio = Math.min(Math.max(across, ((high - low) * side) / height, nearest / 1.4) * 1.4, 1.3);
    const shift = (covered / 2 / side) * ratio;
    this.look({ x: (left + right) / 2 + shift, y: (low + high) / 2, ratio }, calmly);
  }

  /** Whether a thing can be seen, where something covers so many pixels at the right. */
  inSight(place: number, covered: number): boolean {
    const { x, y } = this.where(place);
    const { width, height } = this.size;
    return x > 20 && y > 20 && x < width - covered - 20 && y < height - 20;
  }

  end(): void {
    clearTimeout(this.#settling);
    this.sigma.kill();
  }

  /** Write the names that have room now. */
  #name(): void {
    const before = this.#named;
    this.#named = this.#choose();
    for (const place of new Set([...before, ...this.#named])) {
      const labelVisibility = this.#named.has(place) ? "visible" : "hidden";
      const labelPosition = this.#leftward.has(place) ? "left" : "right";
      const known = this.#graph.getNodeAttributes(String(place));
      if (known.labelVisibility === labelVisibility && known.labelPosition === labelPosition) continue;
      this.#graph.mergeNodeAttributes(String(place), { labelVisibility, labelPosition });
    }
  }

  #choose(): Set<number> {
    const { bright, named, radii } = this.#look;
    const { width, height } = this.size;
    const things = [...this.#landscape.ids.keys()].filter(
      (place) => this.#view.things[place] === 1 && (bright === null || bright.things.has(place)),
    );
    things.sort((one, other) => at(radii, other) - at(radii, one) || one - other);
    const boxes: Box[] = [];
    for (const place of things) {
      const { x, y } = this.where(place);
      if (x < -60 || y < -20 || x > width + 20 || y > height + 20) continue;
      const letters = this.#letters(place, this.#look);
      const beside = this.radius(at(radii, place)) + 2;
      const high = letters * LINE;
      const wide = this.#width(place) * letters + 14;
      const leftward = x + beside + wide > width && x - beside - wide > 0;
      // A name that the edge would cut is left out, unless it is that of what is chosen.
      if (x + beside + wide > width && !leftward && !named.has(place)) continue;
      if (leftward) this.#leftward.add(place);
      else this.#leftward.delete(place);
      const from = leftward ? x - beside - wide : x + beside;
      boxes.push({ place, x: from, y: y - high / 2, width: wide, height: high });
    }
    return apart(boxes, named, MOST_NAMES);
  }

  /** The largest things have larger names. */
  #letters(place: number, look: Look): number {
    return LETTERS + (LARGE_LETTERS - LETTERS) * Math.min(at(look.radii, place) / LARGEST, 1) ** 2;
  }

  /** Width of a thing's name in heights of its letters. */
  #width(place: number): number {
    const known = this.#widths.get(place);
    if (known !== undefined || this.#pen === null) return known ?? 0;
    this.#pen.font = `500 100px ${FAMILY}`;
    const width = this.#pen.measureText(this.#landscape.labels[place] ?? "").width / 100;
    this.#widths.set(place, width);
    return width;
  }

  #thing(place: number, view: View, look: Look): ThingLook {
    const { labels, x, y } = this.#landscape;
    const bright = look.bright === null || look.bright.things.has(place);
    return {
      x: at(x, place),
      y: at(y, place),
      label: labels[place] ?? "",
      size: at(look.radii, place),
      letters: this.#letters(place, look),
      color: look.colours[place] ?? "#888",
      opacity: bright ? 1 : 0.14,
      visibility: view.things[place] === 1 ? "visible" : "hidden",
      labelVisibility: this.#named.has(place) ? "visible" : "hidden",
      labelPosition: this.#leftward.has(place) ? "left" : "right",
      ring: look.ringed.has(place) ? "visible" : "hidden",
      depth: look.bright !== null && bright ? "topNodes" : "nodes",
    };
  }

  #tie(tie: number, view: View, look: Look): TieLook {
    if (view.ties[tie] !== 1) return UNSEEN;
    const { source, target, weight } = this.#landscape.ties;
    const size = 0.6 + 0.35 * Math.log2(Math.max(at(weight, tie), 1));
    const own = look.colours[at(source, tie)] as string;
    const alike = own === look.colours[at(target, tie)];
    if (look.bright?.ties.has(tie)) {
      const color = this.#theme.of("accent");
      return { visibility: "visible", depth: "topEdges", size: size + 0.8, color, opacity: 0.75 };
    }
    const { opacity: thin } = this;
    const opacity = look.bright === null ? (alike ? 1.7 : 1) * thin : 0.25 * thin;
    return {
      visibility: "visible",
      depth: "edges",
      size,
      color: alike ? own : this.#theme.of("edge"),
      opacity,
    };
  }
}
