/**
 * Words that name nothing unless they are quoted (Trino: "Keywords and identifiers").
 * Every other keyword - date, day, type, year ... - is a name wherever it is no clause.
 */
const RESERVED: ReadonlySet<string> = new Set(
  `ALTER AND AS AUTO BETWEEN BY CASE CAST CONSTRAINT CORRESPONDING CREATE CROSS CUBE
  CURRENT_CATALOG CURRENT_DATE CURRENT_PATH CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME
  CURRENT_TIMESTAMP CURRENT_USER DEALLOCATE DELETE DESCRIBE DISTINCT DROP ELSE END ESCAPE EXCEPT
  EXISTS EXTRACT FALSE FOR FROM FULL GROUP GROUPING HAVING IN INNER INSERT INTERSECT INTO IS JOIN
  JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY JSON_TABLE JSON_VALUE LEFT LIKE LISTAGG LOCALTIME
  LOCALTIMESTAMP NATURAL NORMALIZE NOT NULL ON OR ORDER OUTER PREPARE RECURSIVE RIGHT ROLLUP SELECT
  SKIP TABLE THEN TRIM TRUE UESCAPE UNION UNNEST USING VALUES WHEN WHERE WITH`.split(/\s+/),
);

/** Of a word in upper case. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a name may stand without quotes. */
export function isPlainName(name: string): boolean {
  return NAME.test(name) && !isReserved(name.toUpperCase());
}
