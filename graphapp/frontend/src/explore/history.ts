/** What was, is, and was taken back. */
export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
}

const LONGEST = 200;

export function begun<T>(now: T): History<T> {
  return { past: [], now, future: [] };
}

export function done<T>(history: History<T>, next: T): History<T> {
  return { past: [...history.past, history.now].slice(-LONGEST), now: next, future: [] };
}

/** The same, with `now` in place of what is: a change that is not worth a step of its own. */
export function amended<T>(history: History<T>, now: T): History<T> {
  return { ...history, now };
}

export function undone<T>(history: History<T>): History<T> {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future] };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future };
}
