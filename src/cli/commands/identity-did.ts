import {
  type Doings,
  readAgent,
  type ServiceCalls,
  serviceName,
} from '../../analysis/callers/index.ts';
import { formatCount, plural, visible } from '../../base/text/index.ts';
import type { SessionRow } from '../../lake/catalog/index.ts';
import type { Output } from '../terminal/index.ts';
import { originWords, principalWords, spanWords, timeWords } from './people-words.ts';

const MOST_NEXT = 10;
const MOST_ORIGINS = 3;

/** What was done: calls by service, and from where. */
export function didLines(
  { calls, first, last, services, from }: Doings,
  { colors }: Output,
): readonly string[] {
  if (calls === 0) return ['Nothing was seen to be done with it.'];
  const width = Math.max(...services.map(({ service }) => serviceName(service).length));
  const digits = formatCount(services[0]?.calls ?? 0).length;
  const counts = services.map(
    (one) => `  ${visible(serviceName(one.service).padEnd(width))}  ${countWords(one, digits)}`,
  );
  const places = [...Map.groupBy(from, placeWords)].map(([words, some]) => {
    return `  ${words}: ${plural(
      some.reduce((sum, one) => sum + one.calls, 0),
      'call',
    )}`;
  });
  const more = places.length - MOST_ORIGINS;
  return [
    `${colors.bold(plural(calls, 'call'))}, ${spanWords(first, last)}`,
    ...counts,
    ...places.slice(0, MOST_ORIGINS),
    ...(more > 0
      ? [`  and from ${plural(more, 'other place or agent', 'other places or agents')}`]
      : []),
  ];
}

function placeWords({ address, userAgent }: Doings['from'][number]): string {
  const credentials = userAgent === undefined ? undefined : readAgent(userAgent).credentials;
  const got =
    credentials === undefined ? '' : `, which says it has its credentials by ${credentials}`;
  return `${originWords(address, userAgent)}${got}`;
}

function countWords(
  { calls, changes, denied, throttled, failed }: ServiceCalls,
  digits: number,
): string {
  const more = [
    changes > 0 ? plural(changes, 'change') : '',
    denied > 0 ? `${formatCount(denied)} denied` : '',
    throttled > 0 ? `${formatCount(throttled)} throttled` : '',
    failed > 0 ? `${formatCount(failed)} failed` : '',
  ].filter((part) => part !== '');
  return [formatCount(calls).padStart(digits), ...more].join(', ');
}

/** The credentials that were asked for with these: where the chain goes on. */
export function nextLines(next: readonly SessionRow[], { colors }: Output): readonly string[] {
  if (next.length === 0) return [];
  const shown = next.toSorted((a, b) => (a.issuedAt ?? 0) - (b.issuedAt ?? 0)).slice(0, MOST_NEXT);
  const more = next.length - shown.length;
  return [
    '',
    `${colors.bold(plural(next.length, 'further session'))} asked for with it`,
    ...shown.map((one, at) => {
      const branch = colors.dim(at === next.length - 1 ? '└' : '├');
      return `${branch} ${timeWords(one.issuedAt)}  ${principalWords(one.principalArn)}  ${visible(one.accessKeyId)}`;
    }),
    ...(more > 0 ? [`${colors.dim('└')} and ${formatCount(more)} more: --json lists them`] : []),
  ];
}
