import type { Scene } from "./scene";

/** A scene as a PNG file, `scale` times as large. */
export function toPng(scene: Scene, scale = 2): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(scene.width * scale);
  canvas.height = Math.round(scene.height * scale);
  const pen = canvas.getContext("2d");
  if (pen === null) return Promise.reject(new Error("There is no canvas to draw on."));
  pen.scale(scale, scale);
  pen.fillStyle = scene.ground;
  pen.fillRect(0, 0, scene.width, scene.height);
  for (const line of scene.lines) {
    pen.globalAlpha = line.opacity;
    pen.strokeStyle = line.colour;
    pen.lineWidth = line.width;
    pen.beginPath();
    pen.moveTo(line.x1, line.y1);
    pen.lineTo(line.x2, line.y2);
    pen.stroke();
  }
  for (const disc of scene.discs) {
    pen.globalAlpha = disc.opacity;
    pen.fillStyle = disc.colour;
    pen.beginPath();
    pen.arc(disc.x, disc.y, disc.radius, 0, 2 * Math.PI);
    pen.fill();
  }
  pen.font = '500 13px "Instrument Sans", system-ui, sans-serif';
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const name of scene.names) {
    pen.textAlign = name.leftward ? "right" : "left";
    pen.globalAlpha = 0.8;
    pen.strokeStyle = scene.ground;
    pen.lineWidth = 3;
    pen.strokeText(name.text, name.x, name.y);
    pen.globalAlpha = 1;
    pen.fillStyle = scene.ink;
    pen.fillText(name.text, name.x, name.y);
  }
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob === null ? failed(new Error("The picture is too large.")) : done(blob))),
  );
}
