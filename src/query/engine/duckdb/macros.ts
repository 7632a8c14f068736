/**
 * Functions that published Athena queries use most and DuckDB knows by another name. Until the SQL room prints
 * them, they let such texts run as typed.
 */
export const MACROS: readonly string[] = [
  'json_extract_scalar(j, p) AS json_extract_string(j, p)',
  'from_iso8601_timestamp(t) AS CAST(t AS TIMESTAMPTZ)',
  'from_iso8601_date(t) AS CAST(t AS DATE)',
  'regexp_like(t, p) AS regexp_matches(t, p)',
  'approx_distinct(x) AS approx_count_distinct(x)',
  'cardinality(x) AS len(x)',
  'element_at(l, i) AS l[i]',
  'strpos(t, s) AS instr(t, s)',
  'from_unixtime(s) AS to_timestamp(s)',
  'to_unixtime(t) AS epoch(t)',
];
