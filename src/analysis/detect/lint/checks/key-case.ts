import { fieldsOf } from '../../compile/uses.ts';
import type { Rule } from '../../sigma/model.ts';
import { knownField } from '../fields.ts';
import { inItems } from '../in-rules.ts';
import { itemsOf, singleValues, wholeText } from '../items.ts';

/**
 * Sources whose parameters begin with a small letter in events, whatever the API's own page says: the services of the
 * query protocol and those that CloudTrail writes alike (CloudTrail User Guide, "CloudTrail record contents",
 * requestParameters). S3, Cost Explorer, the newer half of EC2's `..Request` and a few others keep capitals.
 */
const SMALL: ReadonlySet<string> = new Set(
  ['iam', 'sts', 'rds', 'kms', 'lambda', 'ssm', 'secretsmanager', 'sns', 'sqs', 'cloudformation']
    .concat([
      'autoscaling',
      'elasticache',
      'redshift',
      'elasticloadbalancing',
      'monitoring',
      'logs',
    ])
    .concat(['dynamodb', 'ecs', 'eks', 'ecr', 'guardduty', 'config', 'events', 'organizations'])
    .map((name) => `${name}.amazonaws.com`),
);

const HOLDERS: ReadonlySet<string> = new Set(['requestParameters', 'responseElements']);

/** Keys inside JSON have one case only. */
export const keyCase = inItems('key-case', (item, rule) => {
  const sources = sourcesOf(rule);
  const isSmall = sources.length > 0 && sources.every((source) => SMALL.has(source));
  return fieldsOf(item).flatMap((name) => {
    const known = knownField(name);
    const isKey = known !== undefined && HOLDERS.has(known.spelled);
    if (!isKey || !isSmall || !/^[A-Z]/.test(known.rest)) return [];
    const small = known.rest[0]?.toLowerCase() + known.rest.slice(1);
    return [
      {
        severity: 'warning',
        message: `Keys of JSON have one case: ${sources.join(', ')} writes ${small}, not ${known.rest}.`,
        suggestion: `Write ${known.spelled}.${small}.`,
      },
    ];
  });
});

/** The sources that a rule names anywhere, in lower case. */
function sourcesOf({ condition }: Rule): readonly string[] {
  const values = itemsOf(condition)
    .filter(({ field }) => field?.toLowerCase() === 'eventsource')
    .flatMap((item) => singleValues(item.values));
  return [...new Set(values.map((value) => wholeText(value) ?? ''))];
}
