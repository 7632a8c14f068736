/**
 * The upper case of each character by Unicode's simple mapping, as Java has it: a character whose upper case would be
 * several stays.
 */
export function upperOf(text: string): string {
  return Array.from(text, upperLetter).join('');
}

function upperLetter(letter: string): string {
  const upper = letter.toUpperCase();
  if ([...upper].length === 1) return upper;
  return String.fromCodePoint(subscripted(letter.codePointAt(0) ?? 0));
}

/** Greek letters with an iota below: JavaScript writes the iota as a letter, the simple mapping keeps it below. */
function subscripted(code: number): number {
  const inBlock = code >= 0x1f80 && code <= 0x1faf && (code & 8) === 0;
  if (inBlock) return code + 8;
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? code + 9 : code;
}
