// Times as CloudTrail writes them: 2026-01-31T23:59:59Z, with up to six digits of a fraction.
const NONE: i64 = i64.MIN_VALUE;
export const DAY_MICROS: i64 = 86_400_000_000;

// @ts-ignore: decorator
@inline
function two(p: usize): i32 {
  const tens = <i32>load<u8>(p) - 48;
  const ones = <i32>load<u8>(p, 1) - 48;
  return <u32>tens > 9 || <u32>ones > 9 ? -1 : tens * 10 + ones;
}

function daysInMonth(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

/** Days since 1970-01-01 of a proleptic Gregorian date. */
function daysFromCivil(year: i32, month: i32, day: i32): i32 {
  const y = month <= 2 ? year - 1 : year;
  const era = y / 400;
  const yearOfEra = y - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

/** Microseconds of `.123456Z` at p, which ends the text; -1 when it is none. */
function fraction(p: usize, n: usize): i64 {
  if (n < 3 || n > 8 || load<u8>(p) != 0x2e) return -1;
  let value: i64 = 0;
  for (let i: usize = 1; i < 7; i++) {
    value *= 10;
    if (i < n - 1) {
      const digit = <u32>load<u8>(p + i) - 48;
      if (digit > 9) return -1;
      value += digit;
    }
  }
  return value;
}

/** Microseconds since 1970, or the least number when the text is no such time. */
export function parseTime(p: usize, n: usize): i64 {
  if (!p || n < 20 || n > 27) return NONE;
  const marks =
    load<u8>(p, 4) == 0x2d && load<u8>(p, 7) == 0x2d && load<u8>(p, 10) == 0x54 && load<u8>(p, 13) == 0x3a && load<u8>(p, 16) == 0x3a;
  if (!marks || load<u8>(p + n - 1) != 0x5a) return NONE;
  const century = two(p);
  const years = two(p + 2);
  const year = century * 100 + years;
  const month = two(p + 5);
  const day = two(p + 8);
  const hour = two(p + 11);
  const minute = two(p + 14);
  const second = two(p + 17);
  // Beyond 2254 a JavaScript number no longer counts microseconds one by one.
  if (century < 19 || years < 0 || year < 1970 || year > 2254 || month < 1 || month > 12 || day < 1) return NONE;
  if (day > daysInMonth(year, month) || <u32>hour > 23 || <u32>minute > 59 || <u32>second > 59) return NONE;
  const rest = n == 20 ? 0 : fraction(p + 19, n - 19);
  if (rest < 0) return NONE;
  const seconds = <i64>daysFromCivil(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
  return seconds * 1_000_000 + rest;
}

export function dayOf(ts: i64): i32 {
  return <i32>(ts / DAY_MICROS);
}
