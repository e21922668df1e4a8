/** Which suggestion is chosen: its place in the list, or none (the text as it was typed). */
export type Choice = number | null;

/** The choice after an arrow key in a list of `count`: from the last on to none, and round again. */
export function moved(choice: Choice, key: "ArrowDown" | "ArrowUp", count: number): Choice {
  if (count === 0) return null;
  if (key === "ArrowDown") {
    if (choice === null) return 0;
    return choice + 1 < count ? choice + 1 : null;
  }
  if (choice === null) return count - 1;
  return choice > 0 ? choice - 1 : null;
}
