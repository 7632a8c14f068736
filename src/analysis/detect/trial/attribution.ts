import {
  type AttributionAnswer,
  type CallAttribution,
  type Engine,
  namedRows,
  type PlaceOf,
} from '../../../query/engine/index.ts';
import { formatExpression, tree as t } from '../../../query/sql/index.ts';
import { jsonField } from '../compile/field.ts';
import { dictionaryAt } from './dictionary.ts';
import type { Sample } from './examples.ts';

/** Who is behind the calls of a trial's lake: what its records say of themselves. */
export async function saidAttribution(
  desk: Engine,
  signal?: AbortSignal,
): Promise<CallAttribution> {
  const callers: [bigint, number][] = [];
  const answers: AttributionAnswer[] = [];
  const actors = new Map<string, string>();
  for await (const row of namedRows(desk, QUESTION, signal)) {
    callers.push([BigInt(String(row.caller)), answers.push(answerOf(row)) - 1]);
    if (row.key !== null && row.actor !== null) actors.set(String(row.key), String(row.actor));
  }
  return { answers, callers, issuing: [], actors };
}

const SAID = ['system', 'component', 'team', 'environment', 'actor'];

const QUESTION = `SELECT DISTINCT CAST(e.caller_id AS varchar) AS caller, e.useridentity.accesskeyid AS key,
  ${SAID.map((name) => `${formatExpression(saidField(name))} AS ${name}`).join(',\n  ')}
FROM cloudtrail_logs e`;

function saidField(name: string) {
  return jsonField(t.path('unknown'), `trailglass.${name}`, true).one;
}

function answerOf(row: Readonly<Record<string, unknown>>): AttributionAnswer {
  const text = (name: string) =>
    row[name] === null || row[name] === undefined ? {} : { [name]: String(row[name]) };
  return {
    ...{ system: 'unknown', confidence: 'high', reason: 'as the record says' },
    ...{ ...text('system'), ...text('component'), ...text('team'), ...text('environment') },
  };
}

/** Where the addresses of records are, as these say. */
export function saidPlaces(records: readonly Sample[]): PlaceOf {
  const places = new Map(
    records.map((record) => {
      const { country, asn } = dictionaryAt(record, 'trailglass');
      const place = {
        ...(country === undefined ? {} : { country: String(country) }),
        ...(asn === undefined ? {} : { asn: Number(asn) }),
      };
      return [String(record.sourceIPAddress), place] as const;
    }),
  );
  return (address) => places.get(address) ?? {};
}
