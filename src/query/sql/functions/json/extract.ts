import { indexOf, type JsonPath } from './path.ts';
import { DamagedJson, JsonReader, type JsonToken } from './reader.ts';
import { copiedValue } from './write.ts';

/** NULL where the text is damaged before the answer is known; what stands behind it does not count. */
function untilDamage<T>(answer: () => T): T | null {
  try {
    return answer();
  } catch (error) {
    if (error instanceof DamagedJson) return null;
    throw error;
  }
}

/** Follows the path from the text's first value; false: there is no such value. @throws DamagedJson */
function reaches(reader: JsonReader, path: JsonPath): boolean {
  if (!reader.next()) return false;
  return path.every((step) => enters(reader, step));
}

function enters(reader: JsonReader, step: string): boolean {
  if (reader.token === '{') return entersMember(reader, step);
  if (reader.token === '[') return entersElement(reader, indexOf(step));
  return false;
}

/** Of members with one name, the first. */
function entersMember(reader: JsonReader, name: string): boolean {
  while (reader.next() === 'name') {
    const isIt = reader.text() === name;
    // Jackson reads on to the value with the name.
    reader.next();
    if (isIt) return true;
    reader.skip();
  }
  return false;
}

function entersElement(reader: JsonReader, index: number | undefined): boolean {
  for (let at = 0; reader.next() !== ']'; at++) {
    if (at === index) return true;
    reader.skip();
  }
  return false;
}

/** A scalar's characters or spelling; NULL for null and for what holds others. */
export function extractScalar(text: string, path: JsonPath): string | null {
  return untilDamage(() => {
    const reader = new JsonReader(text);
    if (!reaches(reader, path) || !isScalar(reader.token) || reader.token === 'null') return null;
    return reader.text();
  });
}

/** The value as compact JSON. */
export function extractValue(text: string, path: JsonPath): string | null {
  return untilDamage(() => {
    const reader = new JsonReader(text);
    return reaches(reader, path) ? copiedValue(reader) : null;
  });
}

/** How many members or elements the value has; a scalar has none. */
export function sizeOf(text: string, path: JsonPath): bigint | null {
  return untilDamage(() => {
    const reader = new JsonReader(text);
    return reaches(reader, path) ? countOf(reader) : null;
  });
}

function countOf(reader: JsonReader): bigint {
  if (isScalar(reader.token)) return 0n;
  const isObject = reader.token === '{';
  let count = 0n;
  for (let token = reader.next(); token !== '}' && token !== ']'; token = reader.next()) {
    if (isObject) reader.next();
    reader.skip();
    count++;
  }
  return count;
}

export function isScalar(token: JsonToken | undefined): boolean {
  return token !== undefined && token !== '{' && token !== '[';
}

/** The elements of an array's text one after the other, or undefined where it is none. @throws DamagedJson */
function* elementsOf(reader: JsonReader): Generator<JsonReader> {
  while (reader.next() !== ']') yield reader;
}

/** NULL where the text is no array. */
export function arrayLength(text: string): bigint | null {
  return overArray(text, (reader) => {
    let length = 0n;
    for (const element of elementsOf(reader)) {
      element.skip();
      length++;
    }
    return length;
  });
}

/** Whether an element is the value: of its own kind only, `1` is not `1.0` and not `"1"`. */
export function arrayContains(
  text: string,
  isIt: (token: JsonToken | undefined, spelled: () => string) => boolean,
): boolean | null {
  return overArray(text, (reader) => {
    for (const element of elementsOf(reader)) {
      if (isIt(element.token, () => element.text())) return true;
      element.skip();
    }
    return false;
  });
}

/** An element, from the end where the index is negative: a string's characters, other values as they are. */
export function arrayGet(text: string, index: bigint): string | null {
  return overArray(text, (reader) => {
    const seen: (string | null)[] = [];
    for (const element of elementsOf(reader)) {
      const value = elementText(element);
      if (BigInt(seen.length) === index) return value;
      seen.push(value);
    }
    return index < 0n ? (seen.at(Number(index)) ?? null) : null;
  });
}

function elementText(reader: JsonReader): string | null {
  if (reader.token === 'null') return null;
  return isScalar(reader.token) ? reader.text() : copiedValue(reader);
}

function overArray<T>(text: string, answer: (reader: JsonReader) => T): T | null {
  return untilDamage(() => {
    const reader = new JsonReader(text);
    return reader.next() === '[' ? answer(reader) : null;
  });
}
