import { openCatalog } from '../../src/lake/catalog/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';

/** What a lake holds, whatever the order in which it got there: rows, ids, ledger, callers. */
export async function lakeState(home: string) {
  const catalog = openCatalog(home, { readonly: true });
  const ledger = [...catalog.objects()]
    .map(({ key, etag, status, rows, duplicates, rejected }) => {
      return `${key} ${etag} ${status} ${rows + duplicates} ${rejected}`;
    })
    .sort();
  const kept = [...catalog.objects()].reduce((sum, { rows }) => sum + rows, 0);
  const callers = catalog
    .callers()
    .map(({ callerId, events }) => `${callerId} ${events}`)
    .sort();
  const sessions = catalog
    .sessions()
    .map(({ accessKeyId }) => accessKeyId)
    .sort();
  catalog.close();
  const desk = await openDesk({ home });
  try {
    const events = await rowsOf(desk, EVENTS);
    return { events, ledger, kept, callers, sessions };
  } finally {
    await desk.close();
  }
}

const hashOf = (text: string) => `bitwise_xor_agg(from_big_endian_64(xxhash64(to_utf8(${text}))))`;

const EVENTS = `SELECT count(*), count(DISTINCT eventid), ${hashOf('eventid')},
  ${hashOf("concat(coalesce(requestparameters, ''), coalesce(useridentity.arn, ''), eventtime)")}
  FROM cloudtrail_logs`;

async function rowsOf(desk: Awaited<ReturnType<typeof openDesk>>, sql: string) {
  const rows: unknown[] = [];
  for await (const page of (await desk.run(sql)).pages) rows.push(...page);
  return rows;
}
