/** Texts that hold every construct at least once: what properties and mutations begin from. */
export const SAMPLES: readonly string[] = [
  `WITH RECURSIVE a (x) AS (SELECT 1), b AS (TABLE a LIMIT 5)
SELECT DISTINCT a.x, sum(b.y) FILTER (WHERE b.y > 1 AND b.z) OVER (
  PARTITION BY a.x, b.z ORDER BY b.y DESC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s
FROM a LEFT JOIN b ON a.x = b.x AND a.z = b.z
CROSS JOIN UNNEST(a.l, a.m) WITH ORDINALITY AS u (p, q, o)
WHERE a.x IN (1, 2, 3) AND (b.y = 1 OR b.y = 2) AND NOT EXISTS (SELECT 1 FROM c WHERE c.x = a.x)
GROUP BY 1, ROLLUP (a.x, (b.y, b.z)), CUBE (a), GROUPING SETS ((), (a), (b, c)), ROW(a, b)
HAVING count(*) > 1 WINDOW w AS (PARTITION BY x)
ORDER BY 1 DESC, 2 NULLS FIRST OFFSET 5 ROWS FETCH FIRST 5 ROWS WITH TIES`,
  `SELECT CASE WHEN a = 1 AND b = 2 THEN 'x' ELSE CASE d WHEN 1 THEN 2 END END AS z,
  listagg(DISTINCT a, ',' ON OVERFLOW TRUNCATE '..' WITH COUNT) WITHIN GROUP (ORDER BY a, b),
  array_agg(x ORDER BY y), lag(a) IGNORE NULLS OVER w, f(), "Odd name"(1),
  json_object('a' : 1, KEY 'b' VALUE b FORMAT JSON NULL ON NULL WITH UNIQUE KEYS RETURNING varchar),
  json_array(1, 2 ABSENT ON NULL), json_exists(a, 'lax $' TRUE ON ERROR),
  json_value(a, 'lax $.b' PASSING b AS c RETURNING bigint DEFAULT a + 1 ON EMPTY NULL ON ERROR),
  json_query(a, 'strict $' WITHOUT WRAPPER KEEP QUOTES EMPTY OBJECT ON EMPTY ERROR ON ERROR),
  transform(a, x -> x + 1), reduce(a, 0, (s, x) -> s + x, s -> s), g(() -> 1)
FROM (SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3) AS t (a), (VALUES (1, 'a'), (2, 'b')) v (p, q)`,
  `SELECT t.*, (a).* AS (b, c), *, -x || - -y * (2 - z) - 3 || 'it''s',
  CAST(a AS row(b varchar, array(timestamp(3) with time zone))), TRY_CAST(a AS "odd type"),
  CAST(a AS map(varchar(3), decimal(10, 2))), CAST(a AS interval day to second),
  INTERVAL -'7' DAY, INTERVAL '1-2' YEAR TO MONTH, DATE '2026-01-31', DOUBLE PRECISION '1',
  a AT TIME ZONE 'UTC' AT TIME ZONE INTERVAL '1' HOUR, trim(LEADING 'x' FROM y), trim(y, 'x'),
  trim(TRAILING FROM y), extract(DOW FROM a), position('a' IN b), substring(a FROM 1 FOR 2),
  normalize(a, NFD), a[1].b[2], ARRAY[1, 2], ROW(1), (1, 2), grouping(a, t.b), X'0aFF',
  current_timestamp(3), localtime, current_user, TRUE, NULL, ?, 1.5, .5e3, 0xFF, U&'\\0041'
FROM a t TABLESAMPLE BERNOULLI (10) NATURAL JOIN (b JOIN c USING (x, y)) JOIN d JOIN e ON TRUE ON FALSE,
  LATERAL (SELECT 1) l, TABLE(f(TABLE(x) -- kept
  )) tf
WHERE a BETWEEN 1 AND 2 AND b NOT LIKE 'a!_' ESCAPE '!' AND c IS NOT DISTINCT FROM d
  AND e <> ANY (SELECT 1) AND f NOT IN (SELECT 2) AND g IS NOT NULL`,
  `SELECT "T"."end", date, year limit FROM t MATCH_RECOGNIZE (PATTERN (A B+) DEFINE A AS x > 1) AS m
WHERE a OR b AND c OR NOT d = e`,
  'CREATE OR REPLACE VIEW v AS (SELECT 1 ORDER BY 1) UNION (SELECT 2) EXCEPT TABLE t LIMIT ALL',
  "SHOW TABLES FROM a LIKE 'b' ESCAPE 'c'",
  "SHOW FUNCTIONS LIKE 'json%'",
  "SHOW COLUMNS FROM a.b LIKE 'x%'",
  'SHOW PARTITIONS a',
  'DESCRIBE "A b".c',
  'EXPLAIN (TYPE LOGICAL, FORMAT JSON) SELECT 1',
  'EXPLAIN ANALYZE VERBOSE VALUES 1, 2 .b, 3[1]',
];

export const COMMENTS: readonly string[] = [
  ...[' -- one\n', '\n-- two\n', ' /* three */ ', '\n/* four */\n', '/* five\n   lines */', '--\n'],
];
