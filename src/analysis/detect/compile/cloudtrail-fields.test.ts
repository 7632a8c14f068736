import { describe, expect, it } from 'vitest';
import { formatExpression, tree as t } from '../../../query/sql/index.ts';
import { cloudtrailField } from './cloudtrail-fields.ts';

/** On one line, whatever its length. */
function textOf(expression: Parameters<typeof formatExpression>[0]): string {
  return formatExpression(expression)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\( | (?=\))/g, (found) => found.trim());
}

const oneOf = (name: string) => textOf(cloudtrailField(name).one);
const isX = (value: Parameters<typeof formatExpression>[0]) => t.compare(value, '=', t.text('x'));

describe('a field of a record', () => {
  it.each([
    ['eventName', 'eventname'],
    ['EVENTNAME', 'eventname'],
    ['sourceIPAddress', 'sourceipaddress'],
    ['errorCode', 'errorcode'],
    ['userIdentity.arn', 'useridentity_arn'],
    ['useridentity.ARN', 'useridentity_arn'],
    [
      'userIdentity.sessionContext.sessionIssuer.arn',
      'useridentity_sessioncontext_sessionissuer_arn',
    ],
    ['tlsDetails.tlsVersion', 'tlsdetails.tlsversion'],
  ])('is a column, or a part of one, in any case: %s', (name, column) => {
    const sql = oneOf(name);

    expect(sql).toBe(column);
  });

  it.each([
    ['requestParameters.userName', '"$values"(requestparameters, \'userName\')'],
    ['REQUESTPARAMETERS.userName', '"$values"(requestparameters, \'userName\')'],
    ['requestParameters.username', '"$values"(requestparameters, \'username\')'],
    ['responseElements.accessKey.status', '"$values"(responseelements, \'accessKey.status\')'],
    ['requestParameters', '"$values"(requestparameters, \'\')'],
  ])('is a path of JSON, with keys as they are written: %s', (name, values) => {
    const sql = oneOf(name);

    expect(sql).toBe(`element_at(${values}, 1)`);
  });

  it.each(['newField', 'newField.inner', 'userIdentity.newPart'])(
    'is looked for among the unknown, in any case of its first key, where no column has it: %s',
    (name) => {
      const sql = oneOf(name);

      expect(sql).toBe(`element_at("$values"(unknown, '${name}', TRUE), 1)`);
    },
  );

  it('is a part of every element of an array, those that lack it left out', () => {
    const sql = oneOf('resources.ARN');

    expect(sql).toBe(
      'element_at(coalesce(filter(transform(resources, r -> r.arn), s -> s IS NOT NULL), CAST(ARRAY[] AS array(varchar))), 1)',
    );
  });

  it('is a moment where it is the time of the event', () => {
    const moments = ['eventTime', 'eventName'].map((name) => cloudtrailField(name).moment);

    expect(moments).toEqual([t.path('ts'), undefined]);
  });

  it('tests a column as it is, and is never NULL', () => {
    const { any, isNull, exists } = cloudtrailField('eventName');

    expect([any(isX), isNull, exists].map(textOf)).toEqual([
      "coalesce(eventname = 'x', FALSE)",
      'eventname IS NULL',
      'eventname IS NOT NULL',
    ]);
  });

  it('tests any value at a path of JSON, of which none is there where the column is NULL', () => {
    const { any, anyWithin, isNull, exists } = cloudtrailField('requestParameters.userName');

    expect([any(isX), anyWithin(isX), isNull, exists].map(textOf)).toEqual([
      "coalesce(any_match(\"$values\"(requestparameters, 'userName'), w -> coalesce(w = 'x', FALSE)), FALSE)",
      "coalesce(any_match(\"$texts\"(requestparameters, 'userName'), w -> coalesce(w = 'x', FALSE)), FALSE)",
      'coalesce("$is_null"(requestparameters, \'userName\'), TRUE)',
      'coalesce("$exists"(requestparameters, \'userName\'), FALSE)',
    ]);
  });
});

describe('a field of our own', () => {
  it.each([
    ['system', 'system'],
    ['asn', 'CAST(asn AS varchar)'],
    ['weekday', 'CAST(day_of_week(ts) AS varchar)'],
    ['policy.isPublic', 'element_at("$policy"(requestparameters, \'isPublic\'), 1)'],
    ['ingress.worldPorts', 'element_at("$open_ports"(requestparameters), 1)'],
  ])('is %s', (name, sql) => {
    const found = oneOf(name);

    expect(found).toBe(sql);
  });

  it('names the role behind a session, not the session', () => {
    const sql = oneOf('principal');

    expect(sql).toBe(
      "coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn, useridentity.invokedby, regexp_replace(useridentity.principalid, '^([A-Z0-9]+):.*$', '$1'))",
    );
  });

  it('is ours only as we write it', () => {
    const sql = oneOf('System');

    expect(sql).toBe('element_at("$values"(unknown, \'System\', TRUE), 1)');
  });
});
