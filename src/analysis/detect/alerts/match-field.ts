import type { MatchRow } from '../../../lake/catalog/index.ts';

type Reader = (match: MatchRow) => string | null;

/** Fields that every match has, in lower case; by the names of records and by our own. */
const FIELDS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['actor', (match) => match.actor],
  ['principal', (match) => match.principal],
  ['system', (match) => match.system],
  ['account', (match) => match.account],
  ['recipientaccountid', (match) => match.account],
  ['region', (match) => match.region],
  ['awsregion', (match) => match.region],
  ['eventid', (match) => match.eventId],
  ['eventsource', (match) => match.eventSource],
  ['eventname', (match) => match.eventName],
  ['errorcode', (match) => match.errorCode],
  ['sourceipaddress', (match) => match.sourceAddress],
  ['useragent', (match) => match.userAgent],
]);

/** A field of a match by its name, in any case; null where the event had none, or the rule did not ask for it. */
export function fieldOf(match: MatchRow, name: string): string | null {
  if (Object.hasOwn(match.fields, name)) return match.fields[name] ?? null;
  const lower = name.toLowerCase();
  const read = FIELDS.get(lower);
  if (read) return read(match);
  const kept = Object.entries(match.fields).find(([key]) => key.toLowerCase() === lower);
  return kept?.[1] ?? null;
}
