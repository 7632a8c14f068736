import type { Macro } from '../../functions/contract.ts';

/** What operators need in DuckDB. */
export const OPERATOR_MACROS: readonly Macro[] = [
  "tg_divisor(d) AS CASE WHEN d = 0 THEN CAST('TG:DIVISION_BY_ZERO:Division by zero' AS INTEGER) ELSE d END",
  // Half up of two HUGEINTs, away from zero.
  'tg_rounded_quotient(n, d) AS CASE WHEN (n < 0) = (d < 0) THEN (abs(n) + abs(d) // 2) // abs(d) ELSE -((abs(n) + abs(d) // 2) // abs(d)) END',
  // Three-valued: false where one is false, else NULL where one is NULL.
  'tg_all(l) AS CASE WHEN list_contains(l, false) THEN false WHEN len(list_filter(l, lambda x: x IS NULL)) > 0 THEN NULL ELSE true END',
  `tg_frame_offset(v) AS CASE WHEN v >= 0 THEN v ` +
    `ELSE CAST('TG:INVALID_WINDOW_FRAME:Window frame offset value must not be negative or null' AS INTEGER) END`,
  `tg_index(l, i) AS CASE WHEN l IS NULL OR i BETWEEN 1 AND len(l) THEN i ` +
    `WHEN i = 0 THEN CAST('TG:INVALID_FUNCTION_ARGUMENT:SQL array indices start at 1' AS INTEGER) ` +
    `WHEN i < 0 THEN CAST('TG:INVALID_FUNCTION_ARGUMENT:Array subscript is negative: ' || i AS INTEGER) ` +
    `WHEN i > len(l) THEN CAST('TG:INVALID_FUNCTION_ARGUMENT:Array subscript must be less than or equal to array length: ' || i || ' > ' || len(l) AS INTEGER) END`,
  `tg_key_index(m, k) AS CASE WHEN m IS NULL OR k IS NULL OR map_contains(m, k) THEN 1 ` +
    `ELSE CAST('TG:INVALID_FUNCTION_ARGUMENT:Key not present in map: ' || CAST(k AS VARCHAR) AS INTEGER) END`,
  `tg_whole_days(i) AS CASE WHEN epoch_ms(i) % 86400000 <> 0 ` +
    `THEN to_days(CAST('TG:INVALID_FUNCTION_ARGUMENT:Cannot add hour, minutes or seconds to a date' AS INTEGER)) ELSE i END`,
  // A pattern with an escape of its own as one with a backslash.
  `tg_like_pattern(p, e) AS CASE WHEN length(e) <> 1 ` +
    `THEN CAST(CAST('TG:INVALID_FUNCTION_ARGUMENT:Escape string must be a single character' AS INTEGER) AS VARCHAR) ` +
    `ELSE tg_like_script(p, e) END`,
  `tg_time_at(t, seconds) AS CAST(CAST(CAST(make_timestamp((CAST(tg_time_instant(t) AS BIGINT) + seconds * 1000000 + 86400000000) % 86400000000) AS TIME) AS VARCHAR) || tg_offset_text(CAST(seconds AS BIGINT)) AS TIMETZ)`,
];
