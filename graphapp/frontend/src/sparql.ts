// The editor of /sparql. Without it the page is a form with its answer; with it the form is an editor, and the answer can be
// looked at in many ways.
import "./styles/sparql.css";
import { make } from "./page/dom";
import { openExamples, tellParameters } from "./sparql/examples";
import { Kept } from "./sparql/kept";
import { KeptPanel } from "./sparql/kept-panel";
import { readPage, say } from "./sparql/page";
import { Workbench } from "./sparql/workbench";

const form = document.querySelector<HTMLFormElement>("form.sparql");
const result = document.getElementById("result");
if (form !== null && result !== null) {
  const page = readPage(document);
  const workbench = new Workbench(page, form, result);
  const told = make("div", { class: "about-example" });
  told.hidden = true;
  const keys = make("p", { class: "quiet keys" }, say(page, "keys"));
  form.after(keys, told);

  const kept = new Kept(localStorage);
  const keptPanel = new KeptPanel(
    page,
    kept,
    () => workbench.text,
    (query) => {
      told.hidden = true;
      workbench.write(query, { view: null, options: {} });
    },
  );
  const examples = document.querySelector<HTMLElement>(".examples");
  if (examples !== null) {
    examples.append(keptPanel.element);
    openExamples(page, examples, (example, name) => {
      workbench.write(example.query, { view: example.view, options: {} });
      tellParameters(page, told, example, name);
      void workbench.run();
    });
  }
  form.addEventListener("keep", () => keptPanel.askName());
  form.addEventListener("answered", () => {
    kept.ran(workbench.text, Date.now());
    keptPanel.fill();
  });
  void workbench.open();
}
