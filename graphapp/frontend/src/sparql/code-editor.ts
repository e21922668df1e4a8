import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import type { CodeEditor, Place, Token } from "./code-mirror";
import { hintsFor, opensItself } from "./hints";
import { type PageData, say } from "./page";
import { undeclared } from "./prefixes";
import type { Terms } from "./terms";

/** What the page does when keys are pressed in the editor. */
export interface Acts {
  run(): void;
  save(): void;
}

/**
 * Put an editor with the text of `area` in its place; the text is written back with every change.
 *
 * Of Yasqe only the editor is used: its own completers ask prefix.cc and lov.linkeddata.es, its buttons and stored texts are
 * English, its marks carry inline styles.
 */
export function openEditor(area: HTMLTextAreaElement, page: PageData, terms: Terms, acts: Acts): CodeEditor {
  const parent = document.createElement("div");
  parent.className = "code";
  area.after(parent);
  const complete = (editor: CodeEditor): void => {
    void editor.showHint({
      hint: () => hintsFor(editor, page, terms),
      completeSingle: false,
      container: parent,
      closeCharacters: /[\s()[\]{};,>]/,
    });
  };
  // Options of Yasqe and of CodeMirror; the types of neither know all of them.
  const options = (): object => ({
    value: area.value.trimEnd(),
    viewportMargin: Number.POSITIVE_INFINITY,
    screenReaderLabel: say(page, "query"),
    editorHeight: "auto",
    resizeable: false,
    showQueryButton: false,
    createShareableLink: null,
    consumeShareLink: null,
    persistenceId: null,
    prefixCcApi: null,
    extraKeys: {
      "Ctrl-Space": complete,
      "Ctrl-Enter": () => acts.run(),
      "Cmd-Enter": () => acts.run(),
      "Ctrl-S": () => acts.save(),
      "Cmd-S": () => acts.save(),
      Esc: leaveWithTab,
    },
  });
  Yasqe.defaults.autocompleters = [];
  Yasqe.prototype.checkSyntax = function (this: CodeEditor): void {
    markSyntax(this, page);
  };
  const editor = new Yasqe(parent, options()) as unknown as CodeEditor;
  editor.on("change", (_, change) => {
    area.value = editor.getValue();
    if (change.origin !== "setValue") declare(editor, page, change.from.line, change.text.length);
  });
  editor.on("inputRead", () => {
    if (opensItself(editor)) complete(editor);
  });
  editor.on("focus", () => void terms.lists());
  area.hidden = true;
  area.required = false;
  return editor;
}

/** After Escape, Tab leaves the editor instead of indenting, until the editor is left or written in. */
function leaveWithTab(editor: CodeEditor): void {
  const map = { Tab: false, "Shift-Tab": false } as const;
  const stay = (): void => {
    editor.removeKeyMap(map);
    editor.off("blur", stay);
    editor.off("inputRead", stay);
  };
  editor.addKeyMap(map);
  editor.on("blur", stay);
  editor.on("inputRead", stay);
}

/** Declare the prefixes that stand in some lines and are known but not declared. */
function declare(editor: CodeEditor, page: PageData, first: number, lines: number): void {
  const declared = editor.getPrefixesFromQuery();
  const tokens: Token[][] = [];
  for (let line = first; line < Math.min(first + lines, editor.lineCount()); line += 1) {
    tokens.push(editor.getLineTokens(line));
  }
  const missing = undeclared(tokens, declared, page.prefixes);
  if (Object.keys(missing).length > 0) editor.addPrefixes(missing);
}

/** Mark the first place where the text is no SPARQL any more, in the margin. */
function markSyntax(editor: CodeEditor, page: PageData): void {
  editor.clearGutter("gutterErrorBar");
  for (let line = 0; line < editor.lineCount(); line += 1) {
    const { state } = editor.getTokenAt({ line, ch: editor.getLine(line).length }, true);
    if (state.OK !== false) continue;
    const expected = state.possibleCurrent.slice(0, 12).join(" ");
    const mark = document.createElement("span");
    mark.className = "syntax-mark";
    mark.title = say(page, "expected", { line: line + 1, expected });
    editor.setGutterMarker(line, "gutterErrorBar", mark);
    return;
  }
}

let marked: { clear(): void } | null = null;

/** Mark where the server found an error (line and column from 1), until the text changes; the cursor goes there. */
export function markError(editor: CodeEditor, line: number, column: number): void {
  clearError();
  const at: Place = { line: Math.min(line, editor.lineCount()) - 1, ch: Math.max(column - 1, 0) };
  editor.addLineClass(at.line, "background", "wrong-line");
  const token = editor.getTokenAt({ line: at.line, ch: at.ch + 1 }, true);
  const mark = editor.markText(
    at,
    { line: at.line, ch: Math.max(token.end, at.ch + 1) },
    { className: "wrong-place" },
  );
  const clear = (): void => {
    mark.clear();
    editor.removeLineClass(at.line, "background", "wrong-line");
    editor.off("change", clear);
    marked = null;
  };
  marked = { clear };
  editor.on("change", clear);
  editor.setCursor(at);
  editor.focus();
}

/** Take the mark of an error away. */
export function clearError(): void {
  marked?.clear();
}
