/** A value of JSON, as JSON.parse gives it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * What stands at a path of dots, through arrays at each step; nothing where nothing does. A key that itself holds the
 * dots wins over the steps. An empty path is the whole.
 * @param anyCase whether the first key matches in any case
 */
export function reached(value: Json, path: string, anyCase = false): readonly Json[] {
  if (path === '') return [value];
  if (Array.isArray(value)) return value.flatMap((one: Json) => reached(one, path, anyCase));
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Readonly<Record<string, Json>>;
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const found = keysLike(object, path.slice(0, end), anyCase).flatMap((key) =>
      reached(object[key] ?? null, path.slice(end + 1)),
    );
    if (found.length > 0) return found;
  }
  return [];
}

function keysLike(object: object, name: string, anyCase: boolean): readonly string[] {
  if (Object.hasOwn(object, name)) return [name];
  if (!anyCase) return [];
  const wanted = name.toLowerCase();
  return Object.keys(object).filter((key) => key.toLowerCase() === wanted);
}

/** The values in arrays, however deep, else the value itself. */
export function membersOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value.flatMap((one: Json) => membersOf(one)) : [value];
}

/** The texts of all scalars within a value. */
export function* leavesOf(value: Json): Generator<string> {
  if (typeof value !== 'object') yield String(value);
  else if (value !== null) for (const child of Object.values(value)) yield* leavesOf(child);
}
