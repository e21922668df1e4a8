/** Let the key `/` go to the search field, unless somebody is writing. */
export function focusOnSlash(page: Document): void {
  page.addEventListener("keydown", (event) => {
    if (!isSearchKey(event) || isWriting(event.target)) return;
    const field = searchField(page);
    if (field === undefined) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** Whether a key press is the plain `/`. On a German keyboard that is Shift and 7, so Shift does not count. */
export function isSearchKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "isComposing">,
): boolean {
  return event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

/** The first search field that can be seen: the large one of a page before the one in its head. */
function searchField(page: Document): HTMLInputElement | undefined {
  const fields = [...page.querySelectorAll<HTMLInputElement>("input[type=search]")];
  const seen = fields.filter((field) => field.checkVisibility());
  return seen.find((field) => field.closest("main") !== null) ?? seen[0];
}
