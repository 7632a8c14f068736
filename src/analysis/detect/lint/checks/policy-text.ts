import { inItems } from '../in-rules.ts';
import { singleValues, writtenText } from '../items.ts';

const HOLDS_POLICY = /^(requestParameters|responseElements)(\.|$)/;

/** Quoted words of IAM's policy language, quoted actions and ARNs. */
const OF_POLICY =
  /"(Statement|Effect|Action|Resource|Principal|Condition|Allow|Deny|\*|[a-z0-9-]+:[A-Z*]|arn:)/;

/** JSON as text: its white space and its escapes are the caller's. */
export const policyText = inItems('policy-text', ({ field = '', values }) => {
  if (!HOLDS_POLICY.test(field)) return [];
  const quoted = singleValues(values).flatMap((value) => {
    const text = writtenText(value);
    return text && OF_POLICY.test(text) ? [text] : [];
  });
  if (quoted.length === 0) return [];
  return [
    {
      severity: 'warning',
      message: `It looks for the text of a policy in ${field}: policies are JSON within JSON, with the caller's own white space, and most tools see their quotes escaped.`,
      suggestion: 'policy.grantsAdmin, policy.isPublic and policy.accounts read the policy itself.',
    },
  ];
});
