import type { Identity } from '../../analysis/callers/index.ts';
import { plural, visible } from '../../base/text/index.ts';
import { hangText, type Output } from '../terminal/index.ts';
import { principalWords, spanWords } from './people-words.ts';

const MOST_OTHERS = 10;

/** Under a chain that is broken: who it was by all that clients say. */
export function claimLines({ claimedActor }: Identity, { colors, width }: Output) {
  if (claimedActor === undefined) return [];
  const words = `perhaps ${principalWords(claimedActor)}: used in the same terminal, as the AWS CLI claims`;
  return [`  ${colors.yellow(hangText(words, width, 2))}`];
}

/** What the AWS CLI did in the same terminals with other credentials. */
export function terminalLines({ terminals }: Identity, { colors }: Output): readonly string[] {
  return terminals.flatMap(({ id, first, last, others }) => {
    const more = others.length - MOST_OTHERS;
    return [
      '',
      `${colors.bold('In the same terminal')}, as the AWS CLI claims (sid ${visible(id)}), ${spanWords(first, last)}`,
      ...others.slice(0, MOST_OTHERS).map(otherLine),
      ...(more > 0 ? [`  and ${more} more: --json lists them`] : []),
    ];
  });
}

function otherLine({ credentials, calls, chain }: Identity['terminals'][number]['others'][number]) {
  const { arn, accessKeyId } = credentials;
  const who = arn === undefined ? visible(accessKeyId ?? 'unknown') : principalWords(arn);
  const actor = principalWords(chain.actor);
  return `  ${who}: ${plural(calls, 'call')}${actor === who ? '' : `, of ${actor}`}`;
}
