// The characters of a value: where its text lies, or unescaped.
import { unescape } from './json.as';
import { ESCAPED, scratchOf } from './batches.as';

export let text: usize = 0;
export let length: usize = 0;

/** Points `text` and `length` at the characters of a value. */
// @ts-ignore: decorator
@inline
export function characters(slot: usize): void {
  const n = load<u32>(slot, 4);
  text = load<u32>(slot);
  length = n & ~ESCAPED;
  if (n & ESCAPED) {
    const to = scratchOf(length);
    length = unescape(text, length, to);
    text = to;
  }
}
