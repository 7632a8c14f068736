import type { FindDead } from '../dead.ts';
import { singleValues } from '../items.ts';

/** A whole ARN compared with a bare name is never equal. */
export const deadArnReferences: FindDead = ({ field, values }) => {
  if (field === undefined) return [];
  return singleValues(values).flatMap((value) => {
    if (value.is !== 'field' || value.how !== 'equals') return [];
    const [own, other] = [kindOf(field), kindOf(value.field)];
    if (own === undefined || other === undefined || own === other) return [];
    const [arn, name] = own === 'arn' ? [field, value.field] : [value.field, field];
    const message = `${arn} is an ARN and ${name} a name: they are never equal.`;
    const suggestion = own === 'arn' ? `${arn}|fieldref|endswith: ${name}` : undefined;
    return [{ value, message, suggestion }];
  });
};

function kindOf(field: string): 'arn' | 'name' | undefined {
  const last = field.split('.').at(-1) ?? '';
  if (/arn$/i.test(last)) return 'arn';
  return /^(userName|roleName|groupName|policyName|accountId|accessKeyId)$/i.test(last)
    ? 'name'
    : undefined;
}
