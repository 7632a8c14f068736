/** Below this size Java's List.sort is one binary insertion sort. */
const MIN_MERGE = 32;

type Compare = (one: number, other: number) => number;

/**
 * The places 0 to size - 1 as Java's List.sort orders them. Of consistent comparisons every stable sort gives the same;
 * of others (NULLs compared carelessly) the result follows from the algorithm, which small arrays share with Java.
 */
export function javaSort(size: number, compare: Compare): readonly number[] {
  const places = Array.from({ length: size }, (_, at) => at);
  if (size >= MIN_MERGE) return places.sort((one, other) => compare(one, other) || one - other);
  const run = leadingRun(places, compare);
  for (let at = run; at < size; at++) {
    const place = places[at] ?? 0;
    const to = insertionPoint(places, at, (other) => compare(place, other) < 0);
    places.copyWithin(to + 1, to, at);
    places[to] = place;
  }
  return places;
}

/** The length of the sorted run at the beginning; a falling one is turned round. */
function leadingRun(places: number[], compare: Compare): number {
  if (places.length < 2) return places.length;
  const order = (at: number) => compare(places[at] ?? 0, places[at - 1] ?? 0);
  let end = 2;
  if (order(1) < 0) {
    while (end < places.length && order(end) < 0) end++;
    places.splice(0, end, ...places.slice(0, end).reverse());
  } else {
    while (end < places.length && order(end) >= 0) end++;
  }
  return end;
}

function insertionPoint(
  places: readonly number[],
  end: number,
  isBefore: (other: number) => boolean,
): number {
  let [left, right] = [0, end];
  while (left < right) {
    const middle = (left + right) >>> 1;
    if (isBefore(places[middle] ?? 0)) right = middle;
    else left = middle + 1;
  }
  return left;
}
