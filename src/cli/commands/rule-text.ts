import type { Correlation, Rule } from '../../analysis/detect/index.ts';
import { formatSeconds, visible } from '../../base/text/index.ts';
import { hangText, type Output } from '../terminal/index.ts';
import type { ShownRule } from './detect-show.ts';

const INDENT = 17;

/** A rule as a page: who wrote it, what it means, what it asks, and its SQL. */
export function ruleText({ rule, use, why, fault, sql, reads }: ShownRule, out: Output): string {
  const { bold, dim } = out.colors;
  const line = (name: string, text: string | undefined) =>
    text ? [`${dim(name.padEnd(INDENT))}${hangText(visible(text), out.width, INDENT)}`] : [];
  const notes = sql?.notes.map((note) => dim(`-- ${visible(note)}`)) ?? [];
  const lines = [
    bold(visible(rule.title)),
    ...line('Level', rule.level),
    ...line('Use', [use, why].filter(Boolean).join(': ')),
    ...line('Known fault', fault),
    ...line('Description', rule.description?.replaceAll(/\s+/g, ' ')),
    ...line('False positives', rule.falsepositives.map((one) => one.replace(/\.$/, '')).join('; ')),
    ...line('ATT&CK', attackOf(rule)),
    ...line('Needs', rule.own.needs?.join(', ')),
    ...line('Author', rule.author),
    ...line('Licence', rule.license),
    ...line('Link', rule.references.join(' ')),
    ...line('Id', rule.id),
    ...line('File', `${rule.place.file}:${rule.place.line}`),
    ...(rule.kind === 'rule'
      ? line('Condition', rule.conditionText.join(' or '))
      : correlationLines(rule, reads).flatMap(([name, text]) => line(name, text))),
    ...(sql ? ['', dim(`-- ${WHERE[sql.runsOn]}`), ...notes, sql.sql.trimEnd()] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const WHERE = {
  athena: 'Athena, over cloudtrail_logs; also trailglass query',
  trailglass: 'trailglass query',
  detections: 'as detections ask it: names with a $ are functions of theirs',
} as const;

/** `attack.t1078.004` is T1078.004; tactics are words. */
function attackOf({ tags }: Pick<Rule, 'tags'>): string {
  return tags
    .filter((tag) => tag.startsWith('attack.'))
    .map((tag) => tag.slice('attack.'.length))
    .map((name) => (/^[ts]\d/.test(name) ? name.toUpperCase() : name.replaceAll(/[-_]/g, ' ')))
    .join(', ');
}

function correlationLines(
  { type, groupBy, timespan, condition, aliases }: Correlation,
  reads: ShownRule['reads'],
): readonly (readonly [name: string, text: string])[] {
  const bounds =
    condition.is === 'bounds'
      ? condition.bounds.map(([bound, value]) => `${SIGNS[bound]} ${value}`).join(' and ')
      : undefined;
  const fields = condition.is === 'bounds' ? condition.fields.join(', ') : '';
  return [
    ['Reads', reads.map(({ title }) => title).join('; ')],
    ['Correlation', [type, fields && `of ${fields}`, bounds].filter(Boolean).join(' ')],
    ['Within', formatSeconds(timespan)],
    ['Grouped by', groupBy.join(', ')],
    ['Aliases', Object.keys(aliases).join(', ')],
  ];
}

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=', eq: '=', neq: '<>' } as const;
