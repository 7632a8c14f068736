import { z } from 'zod';
import { dictionaryAt } from './dictionary.ts';

/** A record of CloudTrail; its key `trailglass` holds what attribution would say of it. */
export type Sample = Readonly<Record<string, unknown>>;

const record = z.record(z.string(), z.unknown());

const step = z.strictObject({
  event: record,
  times: z.int().min(1).max(10_000),
  /** Seconds. */
  every: z.number().min(0),
  vary: z.record(z.string(), z.string()).default({}),
});

const sequence = z.strictObject({
  name: z.string().min(1),
  fires: z.boolean(),
  events: z.array(z.union([step, record])).min(1),
});

/** What stands beside a rule: events that it has to match, that it must not, and what has to raise an alert. */
export const examplesSchema = z.strictObject({
  placeholders: z.record(z.string(), z.array(z.union([z.string(), z.number()]))).default({}),
  match: z.array(record).default([]),
  noMatch: z.array(record).default([]),
  sequences: z.array(sequence).default([]),
});

export type Examples = z.output<typeof examplesSchema>;
type Step = z.output<typeof step>;

/** The records of a sequence, one by one. */
export function recordsOf({ events }: Examples['sequences'][number]): readonly Sample[] {
  return events.flatMap((one) => {
    const repeated = step.safeParse(one);
    return repeated.success ? copiesOf(repeated.data) : [one];
  });
}

function copiesOf({ event, times, every, vary }: Step): readonly Sample[] {
  const start = Date.parse(String(event.eventTime));
  return Array.from({ length: times }, (_, at) => {
    const eventTime = isoSeconds(start + at * every * 1000);
    return Object.entries(vary).reduce<Sample>(
      (copy, [path, text]) => replaced(copy, path.split('.'), text.replaceAll('{n}', String(at))),
      { ...event, eventTime },
    );
  });
}

/** As CloudTrail writes times. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function replaced(node: Sample, path: readonly string[], value: string): Sample {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return { ...node, [key]: value };
  return { ...node, [key]: replaced(dictionaryAt(node, key), rest, value) };
}
