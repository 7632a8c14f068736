/** A value of JSON, as JSON.parse gives it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * Every value at a path of dots, through arrays at each step and at the end; `undefined` where a branch has none. A key
 * that itself holds the dots wins over the steps. An empty path is the whole.
 * @param anyCase whether the first key matches in any case
 */
export function* valuesAt(value: Json, path: string, anyCase = false): Generator<Json | undefined> {
  if (Array.isArray(value)) {
    for (const element of value) yield* valuesAt(element, path, anyCase);
    return;
  }
  if (path === '') {
    yield value;
    return;
  }
  if (typeof value !== 'object' || value === null) {
    yield undefined;
    return;
  }
  const step = stepInto(value as Readonly<Record<string, Json>>, path, anyCase);
  if (step === undefined) yield undefined;
  else yield* valuesAt(step.value, step.rest);
}

interface Step {
  readonly value: Json;
  readonly rest: string;
}

/** The longest key first. */
function stepInto(
  object: Readonly<Record<string, Json>>,
  path: string,
  anyCase: boolean,
): Step | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const key = keyOf(object, path.slice(0, end), anyCase);
    const value = key === undefined ? undefined : object[key];
    if (value !== undefined) return { value, rest: path.slice(end + 1) };
  }
  return undefined;
}

function keyOf(object: object, name: string, anyCase: boolean): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  if (!anyCase) return undefined;
  const wanted = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === wanted);
}

/** The texts of all scalars within a value. */
export function* leavesOf(value: Json): Generator<string> {
  if (typeof value !== 'object') yield String(value);
  else if (value !== null) for (const child of Object.values(value)) yield* leavesOf(child);
}
