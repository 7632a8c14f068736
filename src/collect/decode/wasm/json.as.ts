// JSON by bytes. Texts end in at least 64 zero bytes, so loads may run past them and every scan stops there.

/** Where the text is not plain, well-formed JSON; 0 while all is well. */
export let fault: usize = 0;
/** Whether the text that `stringEnd` passed last holds a backslash. */
export let escaped: bool = false;

const MAX_DEPTH: i32 = 60;

export function clearFault(): void {
  fault = 0;
}

// @ts-ignore: decorator
@inline
export function fail(p: usize): usize {
  if (!fault) fault = p;
  return p;
}

// @ts-ignore: decorator
@inline
export function skipSpace(p: usize): usize {
  while (true) {
    const c = load<u8>(p);
    if (c > 0x20 || (c != 0x20 && c != 0x0a && c != 0x0d && c != 0x09)) return p;
    p++;
  }
}

// @ts-ignore: decorator
@inline
function isHex(c: u32): bool {
  return c - 48 < 10 || (c | 32) - 97 < 6;
}

/** Length of the escape at p (a backslash), 0 when JSON has no such escape. */
function escapeLength(p: usize): usize {
  const c: u32 = load<u8>(p, 1);
  if (c == 0x75) {
    for (let i: usize = 2; i < 6; i++) if (!isHex(load<u8>(p + i))) return 0;
    return 6;
  }
  // " \ / b f n r t
  const known = c == 0x22 || c == 0x5c || c == 0x2f || c == 0x62 || c == 0x66 || c == 0x6e || c == 0x72 || c == 0x74;
  return known ? 2 : 0;
}

/** From after a quote to the closing quote. */
// @ts-ignore: decorator
@inline
export function stringEnd(p: usize): usize {
  escaped = false;
  while (true) {
    const v = v128.load(p);
    const special = v128.or(
      v128.or(i8x16.eq(v, i8x16.splat(0x22)), i8x16.eq(v, i8x16.splat(0x5c))),
      i8x16.lt_u(v, i8x16.splat(0x20)),
    );
    const mask = i8x16.bitmask(special);
    if (mask == 0) {
      p += 16;
      continue;
    }
    p += <usize>ctz(mask);
    const c = load<u8>(p);
    if (c == 0x22) return p;
    const n = c == 0x5c ? escapeLength(p) : 0;
    if (n == 0) return fail(p);
    escaped = true;
    p += n;
  }
}

// @ts-ignore: decorator
@inline
function isDigit(p: usize): bool {
  return <u32>load<u8>(p) - 48 < 10;
}

function digits(p: usize): usize {
  if (!isDigit(p)) return fail(p);
  while (isDigit(p)) p++;
  return p;
}

function numberEnd(p: usize): usize {
  if (load<u8>(p) == 0x2d) p++;
  p = load<u8>(p) == 0x30 ? p + 1 : digits(p);
  if (!fault && load<u8>(p) == 0x2e) p = digits(p + 1);
  if (!fault && (load<u8>(p) | 32) == 0x65) {
    const sign = load<u8>(p, 1);
    p = digits(sign == 0x2b || sign == 0x2d ? p + 2 : p + 1);
  }
  return p;
}

/** The end of true, false, null or a number. */
export function scalarEnd(p: usize): usize {
  const word = load<u32>(p);
  if (word == 0x65757274 || word == 0x6c6c756e) return p + 4;
  if (word == 0x736c6166 && load<u8>(p, 4) == 0x65) return p + 5;
  return numberEnd(p);
}

// @ts-ignore: decorator
@inline
export function isNull(p: usize): bool {
  return load<u32>(p) == 0x6c6c756e;
}

/** The end of the value at p. `checked`: its JSON was checked before, whatever its depth. */
export function valueEnd(p: usize, checked: bool): usize {
  const c = load<u8>(p);
  if (c == 0x22) return stringEnd(p + 1) + 1;
  if (c != 0x7b && c != 0x5b) return scalarEnd(p);
  return checked ? balancedEnd(p) : containerEnd(p);
}

function balancedEnd(p: usize): usize {
  let depth = 0;
  while (true) {
    const c = load<u8>(p);
    if (c == 0x22) p = stringEnd(p + 1);
    else if (c == 0x7b || c == 0x5b) depth++;
    else if (c == 0x7d || c == 0x5d) depth--;
    else if (c == 0) return fail(p);
    p++;
    if (depth == 0 || fault) return p;
  }
}

const VALUE: i32 = 0;
const VALUE_OR_END: i32 = 1;
const KEY: i32 = 2;
const KEY_OR_END: i32 = 3;
const AFTER: i32 = 4;

/** Checks an object or array as a whole: a machine with one bit a level (1 = object). */
function containerEnd(p: usize): usize {
  let kinds: u64 = 0;
  let depth = 0;
  let state = VALUE;
  while (true) {
    p = skipSpace(p);
    const c = load<u8>(p);
    if (state == AFTER) {
      if (c == 0x2c) {
        p++;
        state = kinds & 1 ? KEY : VALUE;
        continue;
      }
      if (c != (kinds & 1 ? 0x7d : 0x5d)) return fail(p);
    } else if (state >= KEY) {
      if (c == 0x22) {
        p = skipSpace(stringEnd(p + 1) + 1);
        if (fault || load<u8>(p) != 0x3a) return fail(p);
        p++;
        state = VALUE;
        continue;
      }
      if (c != 0x7d || state == KEY) return fail(p);
    } else if (c == 0x22) {
      p = stringEnd(p + 1) + 1;
      if (fault) return p;
      state = AFTER;
      continue;
    } else if (c == 0x7b || c == 0x5b) {
      if (depth == MAX_DEPTH) return fail(p);
      depth++;
      kinds = (kinds << 1) | <u64>(c == 0x7b);
      state = c == 0x7b ? KEY_OR_END : VALUE_OR_END;
      p++;
      continue;
    } else if (c != 0x5d || state == VALUE) {
      p = scalarEnd(p);
      if (fault) return p;
      state = AFTER;
      continue;
    }
    // A container ends here.
    p++;
    kinds >>= 1;
    if (--depth == 0) return p;
    state = AFTER;
  }
}

// @ts-ignore: decorator
@inline
function hexValue(c: u32): u32 {
  return c <= 57 ? c - 48 : (c | 32) - 87;
}

function codeUnit(p: usize): u32 {
  return (
    (hexValue(load<u8>(p)) << 12) | (hexValue(load<u8>(p, 1)) << 8) | (hexValue(load<u8>(p, 2)) << 4) | hexValue(load<u8>(p, 3))
  );
}

function putCodePoint(to: usize, u: u32): usize {
  if (u < 0x80) {
    store<u8>(to, u);
    return to + 1;
  }
  if (u < 0x800) {
    store<u8>(to, 0xc0 | (u >> 6));
    store<u8>(to + 1, 0x80 | (u & 63));
    return to + 2;
  }
  if (u < 0x10000) {
    store<u8>(to, 0xe0 | (u >> 12));
    store<u8>(to + 1, 0x80 | ((u >> 6) & 63));
    store<u8>(to + 2, 0x80 | (u & 63));
    return to + 3;
  }
  store<u8>(to, 0xf0 | (u >> 18));
  store<u8>(to + 1, 0x80 | ((u >> 12) & 63));
  store<u8>(to + 2, 0x80 | ((u >> 6) & 63));
  store<u8>(to + 3, 0x80 | (u & 63));
  return to + 4;
}

// @ts-ignore: decorator
@inline
function simpleEscape(c: u32): u32 {
  if (c == 0x6e) return 10;
  if (c == 0x74) return 9;
  if (c == 0x72) return 13;
  if (c == 0x62) return 8;
  if (c == 0x66) return 12;
  return c;
}

/** Writes the characters of an escaped text; a lone surrogate becomes U+FFFD. Returns the length, never more than n. */
export function unescape(p: usize, n: usize, to: usize): usize {
  const end = p + n;
  let at = to;
  while (p < end) {
    const c: u32 = load<u8>(p++);
    if (c != 0x5c) {
      store<u8>(at++, c);
      continue;
    }
    const kind: u32 = load<u8>(p++);
    if (kind != 0x75) {
      store<u8>(at++, simpleEscape(kind));
      continue;
    }
    let u = codeUnit(p);
    p += 4;
    if (u >= 0xd800 && u < 0xdc00 && p + 6 <= end && load<u16>(p) == 0x755c) {
      const low = codeUnit(p + 2);
      if (low >= 0xdc00 && low < 0xe000) {
        p += 6;
        u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
      }
    }
    at = putCodePoint(at, u >= 0xd800 && u < 0xe000 ? 0xfffd : u);
  }
  return at - to;
}
