import { z } from 'zod';
import { LEVELS } from '../severity/index.ts';
import { accountId } from './account.ts';
import { detectionSeverity } from './detection-severity.ts';

const level = z.enum(LEVELS);

/** Which rules raise alerts, and how matches become alerts. */
export const detections = z.strictObject({
  own: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether the rules that come with Trailglass are used.' }),
  placeholders: z
    .record(z.string(), z.array(z.union([z.string(), z.number()])))
    .default({})
    .meta({ description: 'Lists that rules name: OrgAccounts for %OrgAccounts%.' }),
  off: z
    .array(z.string().min(1))
    .default([])
    .meta({ description: 'Ids of rules that are switched off.' }),
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
  staging: z
    .strictObject({
      days: z.number().int().min(0).max(365).default(7).meta({
        description: 'Days in which alerts of a rule that is new go into digests alone; 0: none.',
      }),
    })
    .prefault({})
    .meta({ description: 'How new rules are tried before they wake anybody.' }),
  severity: detectionSeverity
    .prefault({})
    .meta({ description: 'How severe alerts may be, of all packs and of single ones.' }),
  backfillAlerts: z.boolean().default(false).meta({
    description: 'Whether matches older than a week when found open alerts and tell people.',
  }),
});

export type DetectionSettings = z.output<typeof detections>;
