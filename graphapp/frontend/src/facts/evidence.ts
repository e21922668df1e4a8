/** Close what an evidence mark has opened with Escape, or with a click elsewhere. Opening needs no script. */
export function closeEvidence(page: Document): void {
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const within =
      event.target instanceof Element ? event.target.closest<HTMLElement>(".evidence[open]") : null;
    close(page, null);
    within?.querySelector("summary")?.focus();
  });
  page.addEventListener("click", (event) => close(page, event.target));
}

function close(page: Document, except: EventTarget | null): void {
  for (const evidence of page.querySelectorAll<HTMLDetailsElement>("details.evidence[open]")) {
    if (!(except instanceof Node && evidence.contains(except))) evidence.open = false;
  }
}
