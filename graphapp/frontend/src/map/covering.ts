/** Hide marks that lie under the list or the controls, wholly or in part: what cannot be hit must not seem to be there. */
export function hideCovered(place: HTMLElement): void {
  const covers = [...place.querySelectorAll<HTMLElement>(".map-list:not([hidden]), .map-controls")].map(
    (over) => over.getBoundingClientRect(),
  );
  for (const mark of place.querySelectorAll<HTMLElement>(".map-mark")) {
    const own = mark.getBoundingClientRect();
    const covered = covers.some(
      (over) =>
        own.left < over.right && over.left < own.right && own.top < over.bottom && over.top < own.bottom,
    );
    mark.classList.toggle("covered", covered);
  }
}
