/** The 16 bytes of an address, v4 mapped into v6; undefined when the text is none. */
export function parseAddress(text: string): Uint8Array | undefined {
  if (!text.includes(':')) return fromGroups(v4Groups(text), true);
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (!left || !right) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return fromGroups([...left, ...Array.from({ length: missing }, () => 0), ...right], false);
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const embedded = last.includes('.') ? v4Groups(last) : undefined;
  if (last.includes('.') && !embedded) return undefined;
  const words = embedded ? parts.slice(0, -1) : parts;
  if (!words.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined;
  return [...words.map((word) => Number.parseInt(word, 16)), ...(embedded ?? [])];
}

function v4Groups(text: string): readonly number[] | undefined {
  const bytes = text
    .split('.')
    .map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255)) return undefined;
  return [a * 256 + b, c * 256 + d];
}

function fromGroups(groups: readonly number[] | undefined, isV4: boolean): Uint8Array | undefined {
  if (!groups) return undefined;
  const all = isV4 ? [0, 0, 0, 0, 0, 0xffff, ...groups] : groups;
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]));
}

/** An address as Trino prints it: v4 with dots, v6 with its longest run of zeros as `::`. */
export function addressText(bytes: Uint8Array): string {
  const groups = Array.from(
    { length: 8 },
    (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0),
  );
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return Array.from(bytes.subarray(12)).join('.');
  const run = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (!run) return hex.join(':');
  return `${hex.slice(0, run.start).join(':')}::${hex.slice(run.end).join(':')}`;
}

function longestZeros(groups: readonly number[]) {
  let best: { readonly start: number; readonly end: number } | undefined;
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > 1 && end - start > (best ? best.end - best.start : 0)) best = { start, end };
  }
  return best;
}
