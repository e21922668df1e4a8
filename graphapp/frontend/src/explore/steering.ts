/** A place in the plane; up is positive. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};
const WIDEST = Math.cos(Math.PI / 3); // What is more than 60° off the arrow's direction does not lie there.

/** Which of `places` lies in the direction of an arrow key from `here`: near, and not far off to the side; null if none does. */
export function towards<T>(key: string, here: Point, places: Iterable<readonly [T, Point]>): T | null {
  const direction = DIRECTIONS[key];
  if (direction === undefined) return null;
  let best: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [place, { x, y }] of places) {
    const dx = x - here.x;
    const dy = y - here.y;
    const distance = Math.hypot(dx, dy);
    if (distance === 0) continue;
    const along = (dx * direction.x + dy * direction.y) / distance;
    if (along < WIDEST) continue;
    const cost = distance * (2 - along);
    if (cost < least) {
      least = cost;
      best = place;
    }
  }
  return best;
}

/** Whether a point lies in a polygon (even–odd rule). */
export function inside(point: Point, polygon: readonly Point[]): boolean {
  let within = false;
  for (const [place, one] of polygon.entries()) {
    const other = polygon.at(place - 1) as Point;
    const crosses = one.y > point.y !== other.y > point.y;
    if (crosses && point.x < ((other.x - one.x) * (point.y - one.y)) / (other.y - one.y) + one.x)
      within = !within;
  }
  return within;
}
