const SMALLEST = 1.8;
/** Radius of the largest thing. */
export const LARGEST = 16;

/** Radii in pixels, so that the areas grow with the values. */
export function radii(values: readonly number[], count: number): Float64Array {
  const larger = count < 60 ? 1.5 : 1; // Few things have more room.
  let most = 0;
  for (const value of values) if (value > most) most = value;
  const found = new Float64Array(count).fill(larger * SMALLEST);
  if (most === 0) return found;
  for (const [place, value] of values.entries()) {
    found[place] = larger * (SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.max(value, 0) / most));
  }
  return found;
}
