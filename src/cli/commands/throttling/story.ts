import type { Diagnosis } from '../../../analysis/throttle/index.ts';
import { visible } from '../../../base/text/index.ts';
import type { Output } from '../../terminal/index.ts';
import { callerTable } from './caller-table.ts';
import { factLines } from './facts.ts';
import { findingLines } from './findings.ts';
import { modelLines } from './models.ts';
import { paragraph } from './paragraph.ts';
import { remedyLines } from './remedies.ts';
import { apiName, shortService } from './words.ts';

/** One bucket: what happened, who called, how large the bucket seems, what would help. */
export function storyOf(diagnosis: Diagnosis, place: number, out: Output): string {
  const { bold, dim } = out.colors;
  const { account, region, service, api } = diagnosis.bucket;
  const title = visible(`${place}. ${shortService(service)} ${apiName(api)}`);
  const told = (lines: readonly string[], indent = 3) =>
    lines.map((line) => paragraph(line, { indent, width: out.width })).join('');
  const { lead, changes } = remedyLines(diagnosis);
  return [
    `${bold(title)}  ${dim(visible(`${account} ${region}`))}\n`,
    told([...factLines(diagnosis), ...findingLines(diagnosis)]),
    `\n${callerTable(diagnosis, out)}\n`,
    told(modelLines(diagnosis)),
    told(lead),
    told(changes, 6),
    told(diagnosis.advice),
  ].join('');
}
