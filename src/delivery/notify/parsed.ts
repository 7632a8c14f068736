/** An answer as JSON; `undefined` where it is none, or was cut. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
