// Runs on every page. The pages work without it; it only makes searching and reading quicker.
import "./styles/site.css";
import { closeEvidence } from "./facts/evidence";
import { searchAsYouType } from "./search/combobox";
import { focusOnSlash } from "./search/shortcut";
import { sortTables } from "./table/sorting";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-suggest]")) {
  searchAsYouType(form);
}
focusOnSlash(document);
closeEvidence(document);
sortTables(document);
