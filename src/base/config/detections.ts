import { z } from 'zod';
import { accountId } from './account.ts';

const level = z.enum(['informational', 'low', 'medium', 'high', 'critical']);

/** How matches become alerts. */
export const detections = z.strictObject({
  nonProduction: z.array(accountId).default([]).meta({
    description: 'Accounts that are no production: their alerts are one level less severe.',
  }),
  risk: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether `alerts stats` also shows who stands out over a day.' }),
  levels: z
    .record(z.string().min(1), level)
    .default({})
    .meta({ description: 'Severity by the id of a rule, in place of its own level.' }),
  backfillAlerts: z.boolean().default(false).meta({
    description: 'Whether matches older than a week when found open alerts and tell people.',
  }),
});

export type DetectionSettings = z.output<typeof detections>;
