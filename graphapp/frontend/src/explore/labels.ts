/** A name that could be written: its box in pixels, from its upper left corner. */
export interface Box {
  readonly place: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CELL = 64;

/**
 * Which of the boxes can be drawn so that no two touch: the first come first. `wanted` come before all others, in their order and
 * however many there are; so the first of them is never left out.
 */
export function apart(boxes: Iterable<Box>, wanted: ReadonlySet<number>, most: number): Set<number> {
  const cells = new Map<string, Box[]>();
  const chosen = new Set<number>();
  const first = new Map<number, Box>();
  const waiting: Box[] = [];
  for (const box of boxes) {
    if (wanted.has(box.place)) first.set(box.place, box);
    else waiting.push(box);
  }
  const before = [...wanted].flatMap((place) => first.get(place) ?? []);
  for (const box of [...before, ...waiting]) {
    if (chosen.size >= most && !wanted.has(box.place)) break;
    if (!cellsOf(box).some((cell) => cells.get(cell)?.some((other) => touch(box, other))))
      put(cells, box, chosen);
  }
  return chosen;
}

function put(cells: Map<string, Box[]>, box: Box, chosen: Set<number>): void {
  chosen.add(box.place);
  for (const cell of cellsOf(box)) {
    const there = cells.get(cell);
    if (there === undefined) cells.set(cell, [box]);
    else there.push(box);
  }
}

function cellsOf({ x, y, width, height }: Box): string[] {
  const cells: string[] = [];
  for (let column = Math.floor(x / CELL); column * CELL <= x + width; column += 1) {
    for (let row = Math.floor(y / CELL); row * CELL <= y + height; row += 1) cells.push(`${column} ${row}`);
  }
  return cells;
}

function touch(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
