import fc from 'fast-check';
import type { Member, Tree } from './record-text.fixture.ts';

/** One change to a record: what happens, to which of its objects and members, and which value comes in. */
export type Mutation = (record: Tree) => Tree;

const scalar = (text: string): Tree => ({ is: 'scalar', text });
const list = (...items: readonly Tree[]): Tree => ({ is: 'array', items });
const object = (...members: readonly Member[]): Tree => ({ is: 'object', members });
const text = (value: string): Tree => scalar(JSON.stringify(value));

const ARN: Member = ['"ARN"', text('arn:aws:s3:::x')];
const RESOURCE = object(ARN, ['"type"', text('AWS::S3::Bucket')], ['"ARNPrefix"', text('arn')]);

/** Any value may stand anywhere. */
const VALUES: readonly Tree[] = [
  ...['null', 'true', 'false', '""', '"x"', '"0123456789abcde"', '"0123456789abcdef"'].map(scalar),
  // Escapes, NUL, surrogates whole and halved, and characters of two to four bytes.
  ...['"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00x"', '"\\ud800\\ud83d\\ude00"'].map(scalar),
  ...['"\\ud83d\\u0041"', '"\\ud83d\\n"', '"\\\\ud800"', '"\\"\\\\\\/\\b\\f\\n\\r\\t"'].map(scalar),
  ...['"\\u00e9\\u20AC"', '"é€😀\u2028"', '"\\uD83D\\uDE00"', '"ends in \\\\"', '"\\ufeffx"'].map(
    scalar,
  ),
  // Numbers as nobody may round them.
  ...['0', '-0', '1e400', '-1E+5', '0.10', '12345678901234567890123', '9007199254740993'].map(
    scalar,
  ),
  scalar(`1${'0'.repeat(700)}`),
  scalar(`0.${'3'.repeat(37)}e-7`),
  scalar(`"${'long \\n é '.repeat(30_000)}"`),
  list(),
  list(scalar('null')),
  list(RESOURCE, scalar('null'), object()),
  list(RESOURCE, scalar('1')),
  list(list(list())),
  object(),
  object(['"a"', text('b')], ['"c"', scalar('null')], ['"d"', scalar('1.50')]),
  object(['"a"', text('first')], ['"a"', text('second')], ['""', object()]),
  object(['"a"', object(['"b"', list(scalar('1'), object())])]),
];

const TIMES = [
  ...['"2023-07-10T11:42:18Z"', '"2023-07-10T11:42:18.5Z"', '"2024-02-29T23:59:59.999999Z"'],
  ...['"1970-01-01T00:00:00Z"', '"2023-07-10 11:42:18"', '"2023-07-10T11:42:18+02:00"'],
  ...['1688989338', '"1688989338000"', '"20131102T010628Z"', '"2023-02-29T00:00:00Z"'],
  ...['"2016-12-31T23:59:60Z"', '"2023-07-10T11:42:18.1234567Z"', '"2023-07-10T24:00:00Z"'],
  ...['" 2023-07-10T11:42:18Z"', '"ThisIsAWrongEventTime"', '"2023-07-10T11:42:18\\u005a"'],
];

const STRANGERS = [
  ...['"newField"', '"p_any_ip"', '""', '"a.b"', '"\\u006eew"', '"é"', '"x\\u0000"', '"x-\\ud800"'],
  ...['"sourceIdentity"', '"keyExchange"', '"ARNPrefix"', '"identityProvider"', '"eventNames"'],
  ...['"a key that is a good deal longer than sixteen bytes"', '"Message"', '"Events"', '"detail"'],
];

const ROWS: readonly (readonly string[])[] = [
  ...[['userIdentity'], ['resources'], ['addendum'], ['tlsDetails'], ['requestParameters']],
  ...[
    ['userIdentity', 'onBehalfOf'],
    ['userIdentity', 'sessionContext'],
  ],
  ...[['sessionIssuer'], ['attributes'], ['webIdFederationData'], ['ec2RoleDelivery']].map(
    ([name = '']) => ['userIdentity', 'sessionContext', name],
  ),
  ['userIdentity', 'sessionContext', 'webIdFederationData', 'attributes'],
];

const value = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...VALUES) },
  // Around the deepest nesting that the fast path takes, and that the slow one takes.
  { weight: 2, arbitrary: fc.integer({ min: 55, max: 65 }).map(nest) },
  { weight: 1, arbitrary: fc.integer({ min: 505, max: 515 }).map(nest) },
);
const place = fc.record({ object: fc.nat(30), member: fc.nat(30) });

const CHANGES: readonly fc.Arbitrary<Mutation>[] = [
  // A value of another type; a field that is missing, unknown, or there twice.
  fc.tuple(place, value).map(([at, one]) => change(at, (members, i) => replaced(members, i, one))),
  place.map((at) => change(at, (members, i) => members.toSpliced(i, 1))),
  fc.tuple(place, fc.constantFrom(...STRANGERS), value).map(([at, key, one]) => {
    return change(at, (members, i) => members.toSpliced(i, 0, [key, one]));
  }),
  fc.tuple(place, fc.nat(30), fc.nat(2), value).map(([at, to, style, one]) => {
    return change(at, (members, i) => {
      const second: Member = [respelled(members[i]?.[0] ?? '""', style), one];
      return members.toSpliced(to % (members.length + 1), 0, second);
    });
  }),
  fc.tuple(place, fc.nat(2)).map(([at, style]) => {
    return change(at, (members, i) => {
      return members.with(i, [
        respelled(members[i]?.[0] ?? '""', style),
        members[i]?.[1] ?? list(),
      ]);
    });
  }),
  place.map((at) => change(at, (members, i) => [...members.slice(i), ...members.slice(0, i)])),
  // What the columns have a type of their own for.
  fc.tuple(fc.constantFrom(...ROWS), value).map(([path, one]) => put(path, one)),
  fc.constantFrom(...TIMES).map((time) => put(['eventTime'], scalar(time))),
  fc
    .constantFrom('"1.12"', '"1.0"', '"2.0"', '"1"', '""', '1.08', '2', 'null', '"1\\u002e08"')
    .map((version) => put(['eventVersion'], scalar(version))),
  fc
    .constantFrom('NetworkActivity', 'Insight', 'Aggregated', 'Data', 'Another', 'Nothing')
    .map((category) => put(['eventCategory'], text(category))),
];

/** Some changes, one after the other. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(fc.oneof(...CHANGES), {
  maxLength: 6,
});

/** White space between tokens: none, or of every kind, in turn. */
export const spaces: fc.Arbitrary<() => () => string> = fc
  .array(fc.constantFrom('', '', '', ' ', '\n', '\t', '\r\n', '      '), { maxLength: 40 })
  .map((turns) => () => {
    let next = 0;
    return () => turns[next++ % turns.length] ?? '';
  });

function nest(depth: number): Tree {
  let tree = scalar('1');
  for (let i = 0; i < depth; i++) tree = i % 2 === 0 ? list(tree) : object(['"deep"', tree]);
  return tree;
}

function replaced(members: readonly Member[], index: number, one: Tree): readonly Member[] {
  return members.with(index, [members[index]?.[0] ?? '""', one]);
}

/** The key in upper case, in lower case, or with its first letter escaped. */
function respelled(key: string, style: number): string {
  if (key.includes('\\') || key === '""') return key;
  if (style === 0) return key.toUpperCase();
  if (style === 1) return key.toLowerCase();
  const code = key.charCodeAt(1).toString(16).padStart(4, '0');
  return `"\\u${code}${key.slice(2)}`;
}

interface Place {
  readonly object: number;
  readonly member: number;
}

type Edit = (members: readonly Member[], index: number) => readonly Member[];

/** Edits one of the objects that a record consists of; an empty one stays. */
function change(at: Place, edit: Edit): Mutation {
  return (record) => {
    let left = at.object % countObjects(record);
    const walk = (tree: Tree): Tree => {
      if (tree.is === 'scalar') return tree;
      if (tree.is === 'array') return { ...tree, items: tree.items.map(walk) };
      const isIt = left-- === 0;
      if (!isIt) return object(...tree.members.map(([key, one]): Member => [key, walk(one)]));
      if (tree.members.length === 0) return tree;
      return { ...tree, members: edit(tree.members, at.member % tree.members.length) };
    };
    return walk(record);
  };
}

function countObjects(tree: Tree): number {
  if (tree.is === 'scalar') return 0;
  const inner = tree.is === 'array' ? tree.items : tree.members.map(([, one]) => one);
  return inner.reduce((sum, one) => sum + countObjects(one), tree.is === 'object' ? 1 : 0);
}

/** Sets a field, and makes the rows on the way to it. */
function put([key = '', ...rest]: readonly string[], one: Tree): Mutation {
  return (record) => {
    if (record.is !== 'object') return record;
    const spelling = JSON.stringify(key);
    const index = record.members.findIndex(([known]) => known === spelling);
    const old = record.members[index]?.[1];
    const row = old?.is === 'object' ? old : object();
    const member: Member = [spelling, rest.length === 0 ? one : put(rest, one)(row)];
    const members = index < 0 ? [...record.members, member] : record.members.with(index, member);
    return { ...record, members };
  };
}
