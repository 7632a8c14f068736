/** The object under a key; an empty one where something else stands there. */
export function dictionaryAt(
  value: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const found = value[key];
  const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
  return isObject ? Object.fromEntries(Object.entries(found)) : {};
}
