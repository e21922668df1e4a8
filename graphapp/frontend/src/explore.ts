// The network explorer, and the same for frames in other pages. Without this script the page is a form and a list.
import "./explore/explore.css";
import { Explorer } from "./explore/explorer";
import { needed } from "./page/dom";

const words = JSON.parse(needed("explore-words").textContent ?? "{}") as Record<string, string>;
document.documentElement.classList.add("scripts");
const explorer = new Explorer(words, document.documentElement.lang === "en" ? "en" : "de");
// Names are drawn with the page's font, which has to be there first; without it, after half a second, with the system's.
const waited = new Promise((done) => setTimeout(done, 500));
void Promise.race([document.fonts.load('500 13px "Instrument Sans"'), waited]).then(() => explorer.render());
