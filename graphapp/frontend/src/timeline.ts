// The page /timeline: filters without loading the page anew, and an axis that can be zoomed. The pictures are the server's.
import "./styles/map.css";
import "./styles/timeline.css";
import { followForm } from "./page/following";
import { type Words, zoomable } from "./timeline/zooming";

const words = JSON.parse(document.getElementById("timeline-words")?.textContent ?? "{}") as Words;
const begin = (): void => {
  const picture = document.getElementById("timeline-picture");
  const buttons = document.getElementById("timeline-buttons");
  if (picture && buttons) zoomable(picture, buttons, words);
};
followForm({ form: "timeline-form", parts: ["timeline-told"] }, begin);
begin();
