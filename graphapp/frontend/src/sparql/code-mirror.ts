// What the page uses of CodeMirror 5 as Yasqe extends it: neither package brings types of its own for it.

export interface Place {
  readonly line: number;
  readonly ch: number;
}

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly string: string;
  readonly type: string | null;
  readonly state: {
    readonly OK: boolean;
    /** What may come next: terminals of the grammar. */
    readonly possibleCurrent: readonly string[];
  };
}

export interface Change {
  readonly origin?: string;
  readonly from: Place;
  readonly text: readonly string[];
}

export interface Hint {
  readonly text: string;
  readonly displayText?: string;
  readonly render?: (element: HTMLElement) => void;
}

export interface Hints {
  readonly list: readonly Hint[];
  readonly from: Place;
  readonly to: Place;
}

export interface HintOptions {
  readonly hint: () => Promise<Hints>;
  readonly completeSingle: boolean;
  readonly container: HTMLElement;
  readonly closeCharacters: RegExp;
}

type KeyMap = Readonly<Record<string, false>>;

export interface CodeEditor {
  getValue(): string;
  setValue(text: string): void;
  getLine(line: number): string;
  lineCount(): number;
  getCursor(): Place;
  setCursor(place: Place): void;
  getTokenAt(place: Place, precise?: boolean): Token;
  getLineTokens(line: number): Token[];
  focus(): void;
  hasFocus(): boolean;
  refresh(): void;
  clearHistory(): void;
  on(event: "change", handler: (editor: CodeEditor, change: Change) => void): void;
  on(event: "inputRead" | "blur" | "focus", handler: () => void): void;
  off(event: string, handler: () => void): void;
  addKeyMap(map: KeyMap): void;
  removeKeyMap(map: KeyMap): void;
  clearGutter(gutter: string): void;
  setGutterMarker(line: number, gutter: string, mark: HTMLElement): void;
  addLineClass(line: number, where: "background", name: string): void;
  removeLineClass(line: number, where: "background", name: string): void;
  markText(from: Place, to: Place, options: { className: string }): { clear(): void };
  showHint(options: HintOptions): void;
  getPrefixesFromQuery(): Readonly<Record<string, string>>;
  addPrefixes(prefixes: Readonly<Record<string, string>>): void;
}
