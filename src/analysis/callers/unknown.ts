import { stringify } from 'yaml';
import { type Engine, rowsOf } from '../../query/engine/index.ts';
import { textLiteral } from '../../query/sql/index.ts';
import { textIn } from './answers.ts';
import { UNKNOWN } from './attribute.ts';
import { readPrincipal } from './principal.ts';
import { conditions, type TimesWanted } from './times-wanted.ts';
import { PRINCIPAL } from './who.ts';

/** Calls that no rule names, as far as they are alike: of one principal, or of one client where there is none. */
export interface UnknownGroup {
  readonly principal: string | null;
  readonly userAgents: readonly string[];
  readonly services: readonly string[];
  readonly calls: number;
  readonly firstTime: string;
  readonly lastTime: string;
  /** A rule for `systems`, with the narrowest evidence that covers the group, as YAML. */
  readonly rule: string;
  /** Calls that have a system now and would go to the rule's. */
  readonly alsoHit: readonly { readonly system: string; readonly calls: number }[];
}

/** Values of a group that are shown. */
const MOST = 5;

/** What is not attributed, the busiest first. */
export async function unknownGroups(
  engine: Engine,
  times: TimesWanted,
): Promise<readonly UnknownGroup[]> {
  const rows = await rowsOf(
    engine,
    `SELECT ${PRINCIPAL} AS principal, array_agg(DISTINCT useragent), array_agg(DISTINCT eventsource),
       count(*), min(eventtime), max(eventtime)
     FROM calls ${conditions(times, `system = ${textLiteral(UNKNOWN)}`)}
     GROUP BY ${PRINCIPAL}, CASE WHEN ${PRINCIPAL} IS NULL THEN useragent END
     ORDER BY 4 DESC, 1`,
  );
  const groups: UnknownGroup[] = [];
  for (const [principal, agents, services, calls, first, last] of rows) {
    const group = {
      principal: textIn(principal) ?? null,
      userAgents: listOf(agents),
      services: listOf(services),
      calls: Number(calls),
      firstTime: String(first),
      lastTime: String(last),
    };
    const rule = ruleFor(group);
    groups.push({ ...group, rule: rule.yaml, alsoHit: await hitsOf(engine, times, rule.where) });
  }
  return groups;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value
        .filter((one) => one !== null)
        .map(String)
        .sort()
        .slice(0, MOST)
    : [];
}

interface Rule {
  readonly yaml: string;
  /** The same as a condition of SQL. */
  readonly where: string;
}

function ruleFor({ principal, userAgents }: Pick<UnknownGroup, 'principal' | 'userAgents'>): Rule {
  const { kind, name, account } = principal === null ? {} : readPrincipal(principal);
  if (principal !== null && (kind === 'role' || kind === 'user') && name !== undefined) {
    const match = { [kind]: name, ...(account === undefined ? {} : { account }) };
    return { yaml: written(name, match), where: `${PRINCIPAL} = ${textLiteral(principal)}` };
  }
  const agent = userAgents[0] ?? '';
  const product = agent.split('/')[0] ?? agent;
  const match = { agent: `${product}/*` };
  return {
    yaml: written(product, match),
    where: `starts_with(useragent, ${textLiteral(`${product}/`)})`,
  };
}

function written(name: string, match: Readonly<Record<string, string>>): string {
  return stringify([{ system: `Who is ${name}?`, match: [match] }]);
}

async function hitsOf(engine: Engine, times: TimesWanted, where: string) {
  const condition = `system <> ${textLiteral(UNKNOWN)} AND ${where}`;
  const rows = await rowsOf(
    engine,
    `SELECT system, count(*) FROM calls ${conditions(times, condition)} GROUP BY 1 ORDER BY 2 DESC, 1`,
  );
  return rows.map(([system, calls]) => ({ system: String(system), calls: Number(calls) }));
}
