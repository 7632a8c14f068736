export { type RuleSql, ruleSql } from './rule-sql.ts';
