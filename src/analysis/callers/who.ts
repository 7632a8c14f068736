import { type Expression, formatExpression, tree as t } from '../../query/sql/index.ts';

const ARNS = [
  t.path('useridentity', 'sessioncontext', 'sessionissuer', 'arn'),
  t.path('useridentity', 'arn'),
];

/** The id of a principal, without the name of a session. */
function withoutSession(id: Expression): Expression {
  return t.call('regexp_replace', id, t.text('^([A-Z0-9]+):.*$'), t.text('$1'));
}

/**
 * Who called, as short as it can be said: the role behind a session, else the identity itself, the service, the id
 * alone. NULL for nobody.
 */
export function principal(): Expression {
  const id = withoutSession(t.path('useridentity', 'principalid'));
  return t.call('coalesce', ...ARNS, t.path('useridentity', 'invokedby'), id);
}

/** The same as SQL. */
export const WHO = formatExpression(principal());

/** The role behind a session, else the identity itself; NULL where there is no ARN. */
export const PRINCIPAL = formatExpression(t.call('coalesce', ...ARNS));

/** The id in a column of principal ids, without the name of a session. */
export function principalId(column: string): string {
  return formatExpression(withoutSession(t.path(column)));
}
