/** Years from begin to end, as decimal numbers. */
export interface Years {
  begin: number;
  end: number;
}

/** The least that an axis shows. */
export const NARROWEST = 1;

/** Return the years after zooming by a factor (2 shows half as much) around a year, kept within the limits. */
export function zoomed(years: Years, factor: number, around: number, limits: Years): Years {
  const span = Math.max(NARROWEST, Math.min((years.end - years.begin) / factor, limits.end - limits.begin));
  const share = (around - years.begin) / (years.end - years.begin);
  return within({ begin: around - share * span, end: around + (1 - share) * span }, limits);
}

/** Return the years moved by a share of what is shown, kept within the limits. */
export function moved(years: Years, share: number, limits: Years): Years {
  const by = share * (years.end - years.begin);
  return within({ begin: years.begin + by, end: years.end + by }, limits);
}

/** Return where a year is on an axis of this width. */
export function positionOf(year: number, years: Years, width: number): number {
  return ((year - years.begin) / (years.end - years.begin)) * width;
}

/** Return round years to write at the axis, about ten at most. */
export function ticksOf(years: Years): number[] {
  const span = years.end - years.begin;
  const step = [1, 2, 5, 10, 20, 50, 100].find((known) => span / known <= 10) ?? 200;
  const found: number[] = [];
  for (let year = Math.ceil(years.begin / step) * step; year <= years.end; year += step) found.push(year);
  return found;
}

function within(years: Years, limits: Years): Years {
  const span = Math.min(years.end - years.begin, limits.end - limits.begin);
  const begin = Math.min(Math.max(years.begin, limits.begin), limits.end - span);
  return { begin, end: begin + span };
}
