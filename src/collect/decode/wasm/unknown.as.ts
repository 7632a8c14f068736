// Fields without a column, as the JSON object that the column `unknown` holds.
import { Found, unknownAt } from './batches.as';
import { rowAt } from './layout.as';
import { putByte, putBytes, putDecimal } from './put.as';

/** `"userIdentity.newField":value` or `"resources[0].ARNPrefix":value`. */
function putUnknown(to: usize, at: usize): usize {
  const row = rowAt(load<i32>(at, 16));
  const element = load<i32>(at, 20);
  to = putBytes(putByte(to, 0x22), row.prefix, row.prefixLength);
  if (element >= 0) {
    to = putDecimal(putByte(to, 0x5b), element);
    to = putByte(putByte(to, 0x5d), 0x2e);
  }
  to = putBytes(to, load<u32>(at), load<u32>(at, 4));
  to = putByte(putByte(to, 0x22), 0x3a);
  return putBytes(to, load<u32>(at, 8), load<u32>(at, 12));
}

/** Writes a record's unknown fields, of which there is one at least. Returns the end. */
export function writeUnknown(to: usize, found: Found): usize {
  for (let i = 0; i < found.unknownCount; i++) {
    to = putUnknown(putByte(to, i ? 0x2c : 0x7b), unknownAt(found.unknownFrom + i));
  }
  return putByte(to, 0x7d);
}
