import { readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readCondition } from '../../src/analysis/detect/sigma/conditions/condition.ts';
import { parseExpression } from '../../src/analysis/detect/sigma/conditions/expression.ts';
import { readItem } from '../../src/analysis/detect/sigma/conditions/item.ts';
import { readSelection } from '../../src/analysis/detect/sigma/conditions/selection.ts';
import {
  type CorrelationDraft,
  readCorrelation,
} from '../../src/analysis/detect/sigma/documents/correlation.ts';
import { readSigma } from '../../src/analysis/detect/sigma/index.ts';
import type { Tree } from '../../src/analysis/detect/sigma/model.ts';
import { finish } from '../../src/analysis/detect/sigma/values/draft.ts';
import { modify } from '../../src/analysis/detect/sigma/values/modifiers.ts';
import { readNetwork } from '../../src/analysis/detect/sigma/values/network.ts';
import { parseText } from '../../src/analysis/detect/sigma/values/text.ts';
import { Fault } from '../../src/analysis/detect/sigma/yaml/fault.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';
import {
  draftOf,
  expectedForm,
  expectedTree,
  expressionForm,
  type Form,
  filled,
  formOf,
  type Json,
  type Part,
  ruleText,
  textOf,
  treeForm,
  yamlOf,
} from './sigma-forms.fixture.ts';

const folder = sharedPath('sigma', 'vectors', 'pysigma');

/** Vectors that we answer otherwise on purpose: by what identifies them, why, and where that is laid down. */
interface Difference {
  readonly vector: string;
  readonly reason: string;
  readonly specSection: string;
}

/** What an answer is where a vector has an error, and where we refuse. */
const REFUSED = 'refused';

function answer(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof Fault) return REFUSED;
    throw error;
  }
}

const TEXTS: readonly Difference[] = [
  {
    vector: '(test.*',
    reason: 'RE2 cannot run it: refused when it is read, not when it is printed',
    specSection: 'Modifiers, re',
  },
];

const UTF16 = 'Modifiers, utf16le, utf16be, wide, utf16: no word of ASCII; FF FE comes first';
const MODIFIED: readonly Difference[] = [
  ...['wide', 'utf16be', 'utf16'].map((modifier) => ({
    vector: `${modifier} {"type":"string","parts":["foobär"]}`,
    reason: 'UTF-16 has every character; the recorded one encodes ASCII alone',
    specSection: UTF16,
  })),
  {
    vector: 'utf16 {"type":"string","parts":[{"wildcard":"*"},"foobar",{"wildcard":"*"}]}',
    reason: 'the mark is the bytes FF FE, as it is under base64; recorded is the character U+FEFF',
    specSection: UTF16,
  },
];

const KEYWORD_CIDR =
  'a network is compared with one field; the recorded one refuses it too, when it converts';
const ITEMS: readonly Difference[] = [
  {
    vector: '{"|cidr":"192.168.0.0/16"}',
    reason: KEYWORD_CIDR,
    specSection: 'Modifiers, cidr',
  },
];

const FIVE =
  '{"detection1":"val1","detection2":"val2","detection3":"val3","detection_4":"val4","other":';
const MADE =
  '{"keywords":["keyword1",123],"keyword-list":["keyword1","keyword2","keyword3","keyword4"],';
const CONDITIONS: readonly Difference[] = [
  ...['and', 'and not'].map((operator) => ({
    vector: `detection1 ${operator} (detection2 OR detection3) over ${FIVE}`,
    reason: 'operators are taken in any case',
    specSection: 'Detection, condition: decided beside the specification',
  })),
  ...[
    '{"sel":[{"mappedB1|re":"pat.*tern/foobar","mappedB2|re":"pat.*tern/foobar"}]}',
    '{"sel":[{"mappedB":"value1","mappedC":"value1"}]}',
  ].map((detections) => ({
    vector: `sel over ${detections}`,
    reason: 'a map is AND; recorded is one field that a transformation mapped to two',
    specSection: 'Detection, maps',
  })),
  {
    vector: 'sel over {"sel":{"|cidr":"192.168.0.0/16"}}',
    reason: KEYWORD_CIDR,
    specSection: 'Modifiers, cidr',
  },
  {
    vector: `keyword-list over ${MADE}`,
    reason: 'recorded are two lists side by side, which its text does not show',
    specSection: 'Detection, lists',
  },
  {
    vector: `field-valuelist-regex over ${MADE}`,
    reason: 'recorded is an expression made without a modifier, which its text does not show',
    specSection: 'Modifiers, re',
  },
];

const CORRELATIONS: readonly Difference[] = [
  {
    vector:
      '{"title":"High percentile latency without percentile","status":"test","correlation":{"type":"value_percentile",' +
      '"rules":["network_traffic"],"group-by":["SourceIP"],"timespan":"15m","condition":{"gte":500,"field":"Latency"}}}',
    reason: 'without a percentile it is the 95th, which a warning says',
    specSection: 'Correlations, value_percentile',
  },
];

const COLLECTIONS: readonly Difference[] = [
  ...['test_convert_field_existence', 'test_convert_field_nonexistence_explicit'].map((vector) => ({
    vector,
    reason: 'yes and no are texts in YAML 1.2, and exists takes true or false',
    specSection: 'YAML file; Modifiers, exists',
  })),
  {
    vector: 'test_convert_invalid_unbound_cidr',
    reason: KEYWORD_CIDR,
    specSection: 'Modifiers, cidr',
  },
];

/** The names of all placeholders of a text, each with a list of one. */
function listsFor(text: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...text.matchAll(/%(\w+)%/g)].map(([, name = '']) => [name, [filled(name)]]),
  );
}

const reading = (value: unknown) => ({
  placeholders: listsFor(JSON.stringify(value)),
  warn: () => undefined,
});

interface Comparison<V> {
  readonly vectors: readonly V[];
  /** Says which vector it is, by what it asks. */
  readonly name: (vector: V) => string;
  readonly expected: (vector: V) => unknown;
  readonly actual: (vector: V) => unknown;
  readonly differences?: readonly Difference[];
}

/** Compares all vectors; those that differ have to be exactly those that are listed. */
function compare<V>({ vectors, name, expected, actual, differences = [] }: Comparison<V>): void {
  const differing = vectors.filter(
    (vector) =>
      !isDeepStrictEqual(
        answer(() => actual(vector)),
        expected(vector),
      ),
  );

  const listed = differences.map(({ vector }) => vector);
  expect([...new Set(differing.map(name))].sort()).toEqual([...listed].sort());
}

function vectorsOf<V>(file: string): readonly V[] {
  return JSON.parse(readFileSync(`${folder}/${file}.json`, 'utf8')) as readonly V[];
}

describe.skipIf(folder === undefined)(
  `recorded vectors${folder ? '' : ` (skipped: ${ABSENT})`}`,
  () => {
    it('reads texts', () => {
      interface StringVector {
        readonly input: string;
        readonly escape: boolean;
        readonly parts: readonly Part[];
      }

      compare({
        vectors: vectorsOf<StringVector>('strings').filter((vector) => vector.escape),
        name: ({ input }) => input,
        expected: ({ parts }) => parts,
        actual: ({ input }) => parseText(input),
      });
      // Not escaped are the texts of regular expressions, which stay as they were written.
      compare({
        vectors: vectorsOf<StringVector>('strings').filter((vector) => !vector.escape),
        name: ({ input }) => input,
        expected: ({ parts }) => textOf(parts, true),
        actual: ({ input }) => {
          const item = readItem({ key: 'f|re', line: 1 }, yamlOf(input), reading(input));
          return item.values[0]?.is === 'regex' ? item.values[0].pattern : undefined;
        },
        differences: TEXTS,
      });
    });

    it('applies modifiers', () => {
      interface ModifierVector {
        readonly modifier: string;
        readonly previous_modifiers: readonly string[];
        readonly input: Form;
        readonly output?: readonly Form[];
      }

      compare({
        vectors: vectorsOf<ModifierVector>('modifiers'),
        name: ({ modifier, previous_modifiers, input }) =>
          [...previous_modifiers, modifier, JSON.stringify(input)].join(' '),
        expected: ({ output }) => output?.map(expectedForm) ?? REFUSED,
        actual: ({ modifier, previous_modifiers, input }) => {
          const isRaw = ['re', 'cidr', 'fieldref'].includes(modifier);
          const draft = draftOf(input, previous_modifiers.length === 0, isRaw);
          const changed = modify(draft, { name: modifier, line: 1, ...reading(input) });
          return [expectedForm(formOf(finish(changed, 1)))];
        },
        differences: MODIFIED,
      });
    });

    it('reads items', () => {
      interface ItemVector {
        readonly key: string | null;
        readonly value: Json;
        readonly field?: string | null;
        readonly linking?: 'and' | 'or';
        readonly negated?: boolean;
        readonly values?: readonly Form[];
        readonly error?: string;
      }

      compare({
        vectors: vectorsOf<ItemVector>('detection_items'),
        name: ({ key, value }) => JSON.stringify({ [key ?? '']: value }),
        expected: ({ field, linking, negated, values = [], error }) =>
          error ? REFUSED : [field, linking, negated, values.map(expectedForm)],
        actual: ({ key, value }) => {
          const item = readItem({ key: key ?? '', line: 1 }, yamlOf(value), reading(value));
          const linking = item.all ? 'and' : 'or';
          return [item.field ?? null, linking, item.negated, item.values.map(formOf)];
        },
        differences: ITEMS,
      });
    });

    it('reads conditions', () => {
      interface ConditionVector {
        readonly detections: { readonly [name: string]: Json };
        readonly condition: string;
        readonly postprocess: boolean;
        readonly tree?: unknown;
        readonly error?: string;
      }
      // What its own transformations made of a detection has no text, and was recorded as null.
      const vectors = vectorsOf<ConditionVector>('conditions').filter(
        ({ detections, condition, error }) =>
          error || condition.split(/[\s()]+/).every((name) => detections[name] !== null),
      );

      compare({
        vectors,
        name: ({ detections, condition }) =>
          `${condition} over ${JSON.stringify(detections).slice(0, 90)}`,
        expected: ({ tree, error }) => (error ? REFUSED : expectedTree(tree)),
        actual: ({ detections, condition, postprocess }) => {
          if (!postprocess) return expressionForm(parseExpression(condition, 1));
          const selections = new Map<string, Tree>();
          for (const [name, value] of Object.entries(detections)) {
            if (value === null && !condition.includes(name)) continue;
            selections.set(name, readSelection(name, yamlOf(value), reading(value)));
          }
          return treeForm(readCondition(condition, 1, selections).tree);
        },
        differences: CONDITIONS,
      });
    });

    it('reads correlations', () => {
      interface CorrelationVector {
        readonly rule: { readonly [key: string]: Json };
        readonly parsed?: {
          readonly type: string;
          readonly rules: readonly string[] | null;
          readonly timespan_seconds: number;
          readonly group_by: readonly string[] | null;
          readonly generate: boolean;
          readonly aliases: unknown;
          readonly condition: unknown;
        };
      }
      const conditionForm = ({ condition, rules }: CorrelationDraft) => {
        if (!condition) return { gte: rules.length };
        if (condition.is === 'rules') return ruleText(condition.of);
        const { bounds, fields, percentile } = condition;
        return {
          ...Object.fromEntries(bounds),
          ...(fields.length > 0 && { field: fields.length === 1 ? fields[0] : fields }),
          ...(percentile !== undefined && { percentile }),
        };
      };

      compare({
        vectors: vectorsOf<CorrelationVector>('correlation_rules'),
        name: ({ rule }) => JSON.stringify(rule),
        expected: ({ parsed }) =>
          parsed
            ? { ...parsed, rules: parsed.rules ?? null, group_by: parsed.group_by ?? [] }
            : REFUSED,
        actual: ({ rule, parsed }) => {
          const map = yamlOf(rule);
          if (map.is !== 'map') return undefined;
          const place = { file: 'a.yml', document: 1, line: 1 };
          const draft = readCorrelation(map, { place });
          return {
            type: draft.type,
            rules: parsed?.rules ? draft.rules : null,
            timespan_seconds: draft.timespan,
            group_by: draft.groupBy,
            generate: draft.generate,
            aliases: draft.aliases,
            condition: conditionForm(draft),
          };
        },
        differences: CORRELATIONS,
      });
    });

    it('reads files of several documents', () => {
      interface CollectionVector {
        readonly yaml: string;
        /** Where it was recorded. */
        readonly test: string;
        readonly rules?: readonly { readonly title: string; readonly kind: string }[];
        readonly error?: string;
      }

      compare({
        vectors: vectorsOf<CollectionVector>('collections'),
        name: ({ test }) => test.replace(/^.*::/, ''),
        expected: ({ rules, error }) =>
          error ? REFUSED : rules?.map(({ title, kind }) => `${kind} ${title}`).sort(),
        actual: ({ yaml }) => {
          const { rules, correlations, refused } = readSigma([{ file: 'a.yml', text: yaml }], {
            accepts: () => true,
            placeholders: listsFor(yaml),
          });
          if (refused.length > 0) return REFUSED;
          const names = rules.map(({ title }) => `SigmaRule ${title}`);
          return [
            ...names,
            ...correlations.map(({ title }) => `SigmaCorrelationRule ${title}`),
          ].sort();
        },
        differences: COLLECTIONS,
      });
    });

    it('reads networks that hold all that they are written out to', () => {
      interface NetworkVector {
        readonly cidr: string;
        readonly patterns: readonly string[];
      }

      for (const { cidr, patterns } of vectorsOf<NetworkVector>('cidr')) {
        expect(readNetwork(cidr)).toEqual({ network: cidr });
        const [address = '', prefix] = cidr.split('/');
        const family = address.includes(':') ? 'ipv6' : 'ipv4';
        const network = new BlockList();
        network.addSubnet(address, Number(prefix), family);
        for (const pattern of patterns) {
          for (const end of endsOf(pattern, family))
            expect(network.check(end, family), end).toBe(true);
        }
      }
    });
  },
);

/** The first and the last address of a pattern. */
function endsOf(pattern: string, family: 'ipv4' | 'ipv6'): readonly string[] {
  if (!pattern.includes('*')) return [pattern];
  const plain = pattern.replace('*', '');
  if (family === 'ipv4') {
    const known = plain.split('.').filter((part) => part !== '');
    return ['0', '255'].map((fill) => [...known, fill, fill, fill, fill].slice(0, 4).join('.'));
  }
  const parts = plain.split(':').filter((part) => part !== '');
  const isWhole = plain.endsWith(':') || plain === '';
  const known = isWhole ? parts : parts.slice(0, -1);
  const begun = isWhole ? [] : parts.slice(-1);
  return ['0', 'f'].map((fill) => {
    const groups = [...known, ...begun.map((part) => part.padEnd(4, fill))];
    return [...groups, ...Array.from({ length: 8 - groups.length }, () => fill.repeat(4))].join(
      ':',
    );
  });
}
