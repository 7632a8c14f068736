import fc from 'fast-check';

/** Letters and signs that mean something to LIKE, to regular expressions, to JSON, to YAML or to folding. */
const letters = fc.constantFrom(
  ...['a', 'B', 'b', 'x', '1', '2', ' ', '.', '-', '/', '%', '_', '$', "'", '"', '\\', '*', '?'],
  ...['é', 'É', 'ß', 'İ', 'ı', 'Σ', 'ς', 'ſ', 'K', '\n', '😀', ':', '{', '[', '0'],
);
const plain = fc.constantFrom(
  ...['GetObject', 'getobject', 'PutObject', 'Get', 'Root', 'root', 'true', 'false', 'True', ''],
  ...['10.1.2.3', '10.1.2.300', '::1', '2001:db8::1', '::ffff:10.1.2.3', 'AWS Internal', '22'],
  ...['22.0', '-5', '1e3', 'abc', 'a.b', 'arn:aws:s3:::bucket/key', '2024-03-05T23:07:09Z', 'null'],
);
const text = fc.oneof(
  { weight: 3, arbitrary: plain },
  { weight: 2, arbitrary: fc.array(letters, { maxLength: 5 }).map((parts) => parts.join('')) },
);
const scalar = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.constantFrom(0, 22, -5, 22.5, 1000, 65535) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('json'), { maxLength: 3 }) },
    {
      weight: 3,
      arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'A', 'items', 'a.b', 'x'), tie('json'), {
        maxKeys: 3,
      }),
    },
  ),
}));
const object = fc.dictionary(fc.constantFrom('a', 'b', 'A', 'items', 'a.b', 'x'), json, {
  maxKeys: 4,
});
const optionalText = fc.option(text, { nil: undefined });

/** Records with a few of the fields that rules ask for, in all the shapes that JSON allows. */
export const records = fc.record(
  {
    eventName: text,
    eventSource: fc.constantFrom('s3.amazonaws.com', 'ec2.amazonaws.com', 'S3.amazonaws.com'),
    sourceIPAddress: text,
    userAgent: text,
    errorCode: text,
    readOnly: fc.boolean(),
    requestParameters: fc.oneof(object, fc.constant(null)),
    responseElements: fc.oneof(object, fc.constant(null)),
    additionalEventData: object,
    userIdentity: fc.record(
      {
        type: fc.constantFrom('Root', 'IAMUser', 'AssumedRole'),
        userName: text,
        arn: text,
        sessionContext: fc.record({
          attributes: fc.record({ mfaAuthenticated: fc.constantFrom('true', 'false') }),
        }),
      },
      { requiredKeys: [] },
    ),
    resources: fc.array(fc.record({ ARN: text, type: optionalText }), { maxLength: 3 }),
    custom: json,
  },
  { requiredKeys: ['eventName', 'eventSource'] },
);

const field = fc.constantFrom(
  ...['eventName', 'eventname', 'eventSource', 'sourceIPAddress', 'userAgent', 'errorCode'],
  ...['readOnly', 'userIdentity.type', 'userIdentity.userName', 'userIdentity.arn'],
  ...['userIdentity.sessionContext.attributes.mfaAuthenticated', 'requestParameters'],
  ...['requestParameters.a', 'requestParameters.a.b', 'requestParameters.items.a'],
  ...['requestParameters.b', 'responseElements', 'responseElements.x', 'responseElements.a.b.a'],
  ...['additionalEventData.a', 'resources.ARN', 'resources.type', 'custom', 'custom.a'],
  ...['custom.a.b', 'custom.items', 'nothing', 'eventTime'],
);

/** A column of JSON text cannot tell null from missing: documented, and not asked here. */
const tellsNull = field.filter((name) => !/^(request|response)\w+$/.test(name));
const values = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const texts = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }));
// Not `$`: before a last line feed it matches in Trino's dialect, and not in RE2's.
const patterns = fc.constantFrom(
  '^a',
  'G.*t',
  '(?i)get',
  '[0-9]+',
  'a|b',
  '\\.',
  '\\d{2}',
  '^[^a]',
);
const networks = fc.constantFrom('10.0.0.0/8', '10.1.2.3/32', '::/0', '0.0.0.0/0', '2001:db8::/32');
const numbers = fc.constantFrom(0, 22, -5, 22.5, 1000);

/** `field|modifiers: values`. */
const item = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(field, fc.constantFrom('', '', '|neq'), values) },
  {
    weight: 5,
    arbitrary: fc.tuple(
      field,
      fc.constantFrom(
        ...['|cased', '|contains', '|startswith', '|endswith', '|contains|all', '|contains|cased'],
        ...['|other', '|other|contains', '|other|startswith', '|other|cased', '|other|neq'],
        ...['|contains|neq', '|windash', '|contains|windash', '|base64'],
      ),
      texts,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      field,
      fc.constant('|base64offset|contains'),
      fc.constantFrom('abc', 'Getx'),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(tellsNull, fc.constant('|exists'), fc.boolean()) },
  {
    weight: 1,
    arbitrary: fc.tuple(field, fc.constantFrom('|re', '|re|i', '|re|neq', '|re|other'), patterns),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(field, fc.constantFrom('|cidr', '|cidr|neq', '|cidr|other'), networks),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(field, fc.constantFrom('|gt', '|gte', '|lt', '|lte', '|gt|other'), numbers),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      field,
      fc.constantFrom(
        '|fieldref',
        '|fieldref|contains',
        '|fieldref|startswith',
        '|fieldref|neq',
        '|fieldref|other',
      ),
      field,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('eventTime'),
      fc.constantFrom('|hour', '|week', '|minute|gt'),
      fc.constantFrom(23, 10, 7),
    ),
  },
);
const map = fc
  .array(item, { minLength: 1, maxLength: 3 })
  .map((items) =>
    Object.fromEntries(items.map(([name, modifiers, value]) => [name + modifiers, value])),
  );
const selection = fc.oneof(
  { weight: 6, arbitrary: map },
  { weight: 1, arbitrary: fc.array(map, { minLength: 1, maxLength: 2 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom('Get', 'a', 'bucket', '22', 'true'), {
      minLength: 1,
      maxLength: 2,
    }),
  },
);
const condition = fc.constantFrom(
  ...['sel_1', 'not sel_1', 'sel_1 and not sel_2', 'sel_1 or sel_2', '1 of sel_*', 'all of them'],
  ...['not (sel_1 or sel_2) or sel_3', 'sel_1 and (sel_2 or not sel_3)', 'not 1 of sel_*'],
);

/** Detections as they stand in a rule. */
export const detections = fc
  .tuple(selection, selection, selection, condition)
  .map(([one, two, three, text]) => ({ sel_1: one, sel_2: two, sel_3: three, condition: text }));
