/** The texts of a JSON array's elements, undefined when the text is no array. The text is valid JSON. */
export function jsonItems(text: string): readonly string[] | undefined {
  const inner = insideOf(text, '[', ']');
  return inner === undefined ? undefined : splitTop(inner);
}

/** The keys, without their quotes, and the texts of the values of a JSON object; undefined when it is none. */
export function jsonEntries(text: string): readonly (readonly [string, string])[] | undefined {
  const inner = insideOf(text, '{', '}');
  return inner === undefined
    ? undefined
    : splitTop(inner).map((entry) => {
        const end = stringEnd(entry, 0);
        return [
          JSON.parse(entry.slice(0, end)) as string,
          entry.slice(entry.indexOf(':', end) + 1).trim(),
        ];
      });
}

/** The characters of a JSON string; undefined of anything else. */
export function jsonString(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed.startsWith('"') ? (JSON.parse(trimmed) as string) : undefined;
}

function insideOf(text: string, open: string, close: string): string | undefined {
  const trimmed = text.trim();
  return trimmed.startsWith(open) && trimmed.endsWith(close) ? trimmed.slice(1, -1) : undefined;
}

/** The parts between the commas that stand in no string and no brackets. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at) - 1;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = text.slice(start).trim();
  return last === '' && parts.length === 0 ? [] : [...parts, last];
}

/** Behind the closing quote of the string that begins at a place. */
function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
