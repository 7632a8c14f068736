// What a module shows of its column builders: the same for the scanner's and for the merger's.
import { allocate, release } from './memory.as';
import { Column, columnAt, settle } from './columns.as';
import { bloom as writeBloom, bloomSize as sizeOfBloom, findBounds, flatPage as writeFlatPage, nextPage as goToNextPage, page as writePage, rewind as goBack } from './encode.as';
import { copyTexts } from './texts.as';

export { greatest, least, pageEntries } from './encode.as';

export function alloc(size: usize): usize {
  return allocate(size);
}
export function free(at: usize): void {
  release(at);
}
/** Makes the last choice of encoding; returns the mode. */
export function settleColumn(columns: usize, i: i32): i32 {
  settle(columnAt(columns, i));
  return columnAt(columns, i).mode;
}
export function entries(columns: usize, i: i32): i32 {
  return columnAt(columns, i).entries;
}
export function values(columns: usize, i: i32): i32 {
  return columnAt(columns, i).values;
}
export function dictionarySize(columns: usize, i: i32): i32 {
  return columnAt(columns, i).size;
}
/** Bytes of a dictionary's body, which `dictionary` writes. */
export function dictionaryLength(columns: usize, i: i32): usize {
  return columnAt(columns, i).length;
}
export function dictionary(columns: usize, i: i32, to: usize): void {
  copyTexts(columnAt(columns, i), to);
}
export function rewind(columns: usize, i: i32): void {
  goBack(columnAt(columns, i));
}
export function nextPage(columns: usize, i: i32): usize {
  return goToNextPage(columnAt(columns, i));
}
export function page(columns: usize, i: i32, to: usize): usize {
  return writePage(columnAt(columns, i), to);
}
export function flatPage(columns: usize, i: i32, to: usize): usize {
  return writeFlatPage(columnAt(columns, i), to);
}
export function bounds(columns: usize, i: i32): void {
  findBounds(columnAt(columns, i));
}
export function bloomSize(columns: usize, i: i32): usize {
  return sizeOfBloom(columnAt(columns, i));
}
export function bloom(columns: usize, i: i32, to: usize): void {
  writeBloom(columnAt(columns, i), to);
}
