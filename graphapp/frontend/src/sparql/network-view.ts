import Graph from "graphology";
import Sigma from "sigma";
import { make } from "../page/dom";
import { Choices } from "./choices";
import type { Tied } from "./force";
import { addressOf } from "./labels";
import { say } from "./page";
import { type Network, type Node, readNetwork } from "./tied";
import type { Shown } from "./views";

const MOST = 1000;
const LISTED = 200;

/** Pairs of things as a network, and the same as a list. */
export async function showNetwork(shown: Shown, host: HTMLElement): Promise<void> {
  const { page, table } = shown;
  const choices = new Choices(shown, "network");
  if (table.kind === "solutions") {
    const selects = [choices.select("from", ["iri"], false), choices.select("to", ["iri"], false)];
    host.append(make("div", { class: "choices" }, ...selects));
  }
  const network = readNetwork(table.rows, choices.place("from"), choices.place("to"), MOST);
  if (network.edges.length === 0) {
    host.append(make("p", {}, say(page, "nothingToDraw")));
    return;
  }
  await shown.labels.ask(network.nodes.map(({ id }) => id));
  const told = say(page, "networkOf", { things: network.nodes.length, ties: network.edges.length });
  const stage = make("div", { class: "stage", role: "img", "aria-label": told });
  stage.dataset["nodes"] = String(network.nodes.length);
  stage.dataset["edges"] = String(network.edges.length);
  host.append(stage, make("p", { class: "quiet" }, told));
  if (network.all > network.nodes.length) {
    host.append(
      make(
        "p",
        { class: "quiet" },
        say(page, "drawnCut", { shown: network.nodes.length, count: network.all }),
      ),
    );
  }
  host.append(listOf(shown, network));
  const at = await place({
    count: network.nodes.length,
    edges: network.edges.map(([from, to]) => [from, to]),
  });
  if (!stage.isConnected) return;
  try {
    picture(shown, network, at, stage);
    stage.dataset["drawn"] = "";
  } catch {
    stage.replaceWith(make("p", {}, say(page, "noWebGl")));
  }
}

/** Lay a network out without holding the page up. */
function place(tied: Tied): Promise<Float64Array> {
  const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", (event: MessageEvent<Float64Array>) => {
      worker.terminate();
      resolve(event.data);
    });
    worker.addEventListener("error", () => {
      worker.terminate();
      reject(new Error("The layout failed"));
    });
    worker.postMessage(tied);
  });
}

function picture(shown: Shown, network: Network, at: Float64Array, stage: HTMLElement): void {
  const graph = new Graph({ multi: true, type: "directed" });
  const [accent, line, ink] = ["accent", "edge", "ink"].map((name) => colour(stage, name));
  const crowding = network.nodes.length > 100 ? 0.6 : 1;
  for (const [number, node] of network.nodes.entries()) {
    graph.addNode(node.id, {
      x: at[2 * number] ?? 0,
      y: at[2 * number + 1] ?? 0,
      size: (4 + Math.min(10, 1.6 * Math.sqrt(node.degree))) * crowding,
      label: nameOf(shown, node),
      color: accent,
    });
  }
  for (const [from, to] of network.edges) {
    graph.addEdge(network.nodes[from]?.id, network.nodes[to]?.id, { size: 1, color: line });
  }
  const sigma = new Sigma(graph, stage, {
    settings: {
      itemSizesReference: "screen",
      allowInvalidContainer: true,
      stagePadding: 40,
      enableCameraRotation: false,
      labelRenderedSizeThreshold: 0,
      labelGridCellSize: network.nodes.length > 100 ? 170 : 60,
    },
    styles: {
      nodes: {
        x: { attribute: "x" },
        y: { attribute: "y" },
        size: { attribute: "size" },
        color: { attribute: "color" },
        label: { attribute: "label" },
        labelSize: 13,
        labelColor: ink ?? "#000",
        labelFont: '500 "Instrument Sans", sans-serif',
        cursor: "pointer",
      },
      edges: { size: { attribute: "size" }, color: { attribute: "color" } },
    },
  });
  sigma.on("clickNode", ({ node }) => {
    const address = addressOf(shown.page, node);
    if (address !== null) location.assign(address);
  });
  // The picture is thrown away with its element.
  const gone = new MutationObserver(() => {
    if (stage.isConnected) return;
    sigma.kill();
    gone.disconnect();
  });
  gone.observe(document.body, { childList: true, subtree: true });
}

/** A colour of the page as the drawing understands it. */
function colour(stage: HTMLElement, name: string): string {
  const probe = make("span");
  probe.style.color = `var(--${name})`;
  stage.append(probe);
  const read = getComputedStyle(probe).color;
  probe.remove();
  return read;
}

function nameOf({ labels }: Shown, { term }: Node): string {
  return labels.read(term);
}

function listOf(shown: Shown, { nodes }: Network): HTMLElement {
  const { page } = shown;
  const items = nodes.slice(0, LISTED).map((node) => {
    const address = addressOf(page, node.id);
    const name = nameOf(shown, node);
    const link = address === null ? name : make("a", { href: address }, name);
    return make(
      "li",
      {},
      link,
      " ",
      make("span", { class: "quiet" }, say(page, node.degree === 1 ? "tie" : "ties", { count: node.degree })),
    );
  });
  const list = make(
    "details",
    { class: "data" },
    make("summary", {}, say(page, "asList")),
    make("ul", { class: "places" }, ...items),
  );
  if (nodes.length > LISTED)
    list.append(make("p", { class: "quiet" }, say(page, "drawnCut", { shown: LISTED, count: nodes.length })));
  return list;
}
