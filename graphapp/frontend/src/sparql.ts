// The editor of /sparql. Without it the page is a form with its answer; with it the form is an editor, and the answer can be
// looked at in many ways.
import "./styles/sparql.css";
import { readPage } from "./sparql/page";
import { Workbench } from "./sparql/workbench";

const form = document.querySelector<HTMLFormElement>("form.sparql");
const result = document.getElementById("result");
if (form !== null && result !== null) {
  const workbench = new Workbench(readPage(document), form, result);
  void workbench.open();
}
