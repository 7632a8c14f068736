import { type Engine, rowsOf } from '../../query/engine/index.ts';
import { textLiteral } from '../../query/sql/index.ts';
import { type Agent, readAgent } from './agent.ts';
import { textIn } from './answers.ts';
import { PRINCIPAL } from './who.ts';

/** Why calls belong to a system. */
export interface Explanation {
  readonly system: string;
  readonly component: string | null;
  readonly confidence: string;
  readonly reason: string;
  readonly actor: string | null;
  readonly principal: string | null;
  readonly userAgent: string | null;
  readonly calls: number;
  /** What the user agent says of itself. */
  readonly agent: Agent | null;
}

const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Callers that are explained. */
const MOST = 20;

/** Of an event by its id, or of the callers with an ARN or a user agent; empty where nobody called so. */
export async function explain(engine: Engine, what: string): Promise<readonly Explanation[]> {
  const value = textLiteral(what);
  const where = EVENT_ID.test(what)
    ? `eventid = ${value}`
    : `${PRINCIPAL} = ${value} OR useridentity.arn = ${value} OR useragent = ${value}`;
  const rows = await rowsOf(
    engine,
    `SELECT system, component, confidence, system_reason, max(actor), ${PRINCIPAL}, useragent, count(*)
     FROM calls WHERE ${where} GROUP BY 1, 2, 3, 4, 6, 7 ORDER BY 8 DESC, 1, 2, 7 LIMIT ${MOST}`,
  );
  return rows.map(
    ([system, component, confidence, reason, actor, principal, userAgent, calls]) => ({
      system: String(system),
      component: textIn(component) ?? null,
      confidence: String(confidence),
      reason: String(reason ?? 'no rule names it'),
      actor: textIn(actor) ?? null,
      principal: textIn(principal) ?? null,
      userAgent: textIn(userAgent) ?? null,
      calls: Number(calls),
      agent: typeof userAgent === 'string' ? readAgent(userAgent) : null,
    }),
  );
}
