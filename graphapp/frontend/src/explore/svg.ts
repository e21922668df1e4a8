import type { Scene } from "./scene";

/** A scene as a document of SVG 1.1; `title` and `source` say what it is and where it is from. */
export function toSvg(scene: Scene, title: string, source: string): string {
  const { width, height } = scene;
  const lines = scene.lines.map(
    (line) =>
      `<line x1="${r(line.x1)}" y1="${r(line.y1)}" x2="${r(line.x2)}" y2="${r(line.y2)}" stroke="${line.colour}" stroke-width="${r(line.width)}" stroke-opacity="${line.opacity}"/>`,
  );
  const discs = scene.discs.map(
    (disc) =>
      `<circle cx="${r(disc.x)}" cy="${r(disc.y)}" r="${r(disc.radius)}" fill="${disc.colour}" fill-opacity="${disc.opacity}"><title>${escaped(disc.name)}</title></circle>`,
  );
  const names = scene.names.map(
    (name) =>
      `<text x="${r(name.x)}" y="${r(name.y + 4)}"${name.leftward ? ' text-anchor="end"' : ""}>${escaped(name.text)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${r(width)}" height="${r(height)}" viewBox="0 0 ${r(width)} ${r(height)}">`,
    `<title>${escaped(title)}</title><desc>${escaped(source)}</desc>`,
    `<rect width="100%" height="100%" fill="${scene.ground}"/>`,
    `<g class="ties">${lines.join("")}</g>`,
    `<g class="things">${discs.join("")}</g>`,
    `<g class="names" font-family="Instrument Sans, system-ui, sans-serif" font-size="13" font-weight="500" fill="${scene.ink}" stroke="${scene.ground}" stroke-width="3" stroke-opacity="0.8" paint-order="stroke">${names.join("")}</g>`,
    "</svg>\n",
  ].join("\n");
}

/** Text for XML: without what would end it, and without characters that XML cannot hold. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function r(value: number): string {
  return String(Math.round(value * 10) / 10);
}
