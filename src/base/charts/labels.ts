import stringWidth from 'string-width';

/** A label in at most so many columns: it loses its middle, for ARNs differ at the end, user agents at the start. */
export function cutLabel(label: string, most: number): string {
  if (stringWidth(label) <= most) return label;
  const room = Math.max(0, most - 1);
  const chars = [...label];
  const start = fitting(chars, Math.ceil(room / 2));
  const end = fitting(chars.toReversed(), Math.floor(room / 2)).toReversed();
  return `${start.join('')}…${end.join('')}`;
}

/** The first characters that fit into so many columns. */
function fitting(chars: readonly string[], columns: number): readonly string[] {
  let used = 0;
  const over = chars.findIndex((char) => {
    used += stringWidth(char);
    return used > columns;
  });
  return chars.slice(0, over);
}
