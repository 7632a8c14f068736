import { describe, expect, it } from 'vitest';
import {
  dataEvents,
  eventNamed,
  NEVER_LOGGED,
  sourceOnlyOf,
} from '../../src/analysis/detect/lint/api-names.ts';
import { ABSENT, sharedPath } from '../e2e/shared-data.fixture.ts';
import { recordsUnder } from './known-records.fixture.ts';

const DATA = sharedPath('data');

/** Samples that were made by hand, or are older than the names of today. */
const ODD = new Set([
  'ec2.amazonaws.com DeleteBucketEncryption',
  'ec2.amazonaws.com PutBucketLogging',
  'lambda.amazonaws.com DeleteFunction',
]);

describe.skipIf(!DATA)(
  `names that lint knows, in real records${DATA ? '' : ` (skipped: ${ABSENT})`}`,
  () => {
    const events = recordsUnder(DATA ?? '').map((record) => ({
      record,
      name: String(record.eventName),
      lower: String(record.eventName).toLowerCase(),
      source: String(record.eventSource),
    }));
    const usual = events.filter(({ source, name }) => !ODD.has(`${source} ${name}`));

    it('are never those of events that it calls impossible', () => {
      const never = new Set(NEVER_LOGGED.map(({ name }) => name.toLowerCase()));
      const wrong = usual
        .filter(({ lower, source }) => never.has(lower) || eventNamed(lower, [source]))
        .map(({ name, source }) => `${source} ${name}`);

      expect([...new Set(wrong)]).toEqual([]);
    });

    it('come from the one source that it says', () => {
      const wrong = usual
        .filter(({ lower, source }) => (sourceOnlyOf(lower)?.source ?? source) !== source)
        .map(({ name, source }) => `${source} ${name}`);

      expect([...new Set(wrong)]).toEqual([]);
    });

    it('are of data events where records say that they are', () => {
      const wrong = usual
        .filter(({ record }) => record.managementEvent === true)
        .filter(({ lower, source }) => dataEvents(lower, source).length > 0)
        .map(({ name, source }) => `${source} ${name}`);

      expect([...new Set(wrong)]).toEqual([]);
    });
  },
);
