import { z } from 'zod';
import { accountId } from './account.ts';
import { contractsByName } from './contracts.ts';
import { detections } from './detections.ts';
import { enrichment } from './enrichment.ts';
import { notify } from './notify.ts';
import { systemRule } from './systems.ts';

const trail = z
  .strictObject({
    path: z.string().optional().meta({ description: 'A folder or a file.' }),
    s3: z
      .string()
      .regex(/^s3:\/\/[^/]+/, 'write s3://bucket/prefix')
      .optional()
      .meta({ description: 's3://bucket/prefix; the prefix may be empty.' }),
    accounts: z
      .array(accountId)
      .optional()
      .meta({ description: 'Only these accounts: twelve digits each, in quotes.' }),
    regions: z.array(z.string()).optional().meta({ description: 'Only these regions.' }),
    profile: z.string().optional().meta({ description: 'Profile of the AWS configuration.' }),
    region: z.string().optional().meta({ description: 'Region of the bucket.' }),
    roleArn: z.string().optional().meta({ description: 'Role to assume for reading.' }),
    externalId: z.string().optional().meta({ description: 'External id for that role.' }),
    endpointUrl: z.url().optional().meta({ description: 'Another endpoint that speaks S3.' }),
  })
  .refine((one) => (one.path === undefined) !== (one.s3 === undefined), {
    message: 'give either path or s3',
  })
  .meta({ description: 'Where logs come from.' });

/** `trailglass.yaml`: what is allowed in it, and the defaults. */
export const configSchema = z.strictObject({
  home: z
    .string()
    .min(1, 'name a folder')
    .optional()
    .meta({ description: 'Folder of the lake and its catalog.' }),
  queries: z
    .string()
    .min(1, 'name a folder')
    .optional()
    .meta({ description: 'Folder of your own saved queries, before those in the home.' }),
  workers: z
    .number()
    .int()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: 'Decoding threads; default: one a core but one, at most 8.' }),
  trails: z
    .record(z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'a trail name has a-z, 0-9, - and _'), trail)
    .default({})
    .meta({ description: 'Trails by name.' }),
  query: z
    .strictObject({
      rows: z
        .number()
        .int()
        .min(1)
        .default(50)
        .meta({ description: 'Rows that a terminal shows; files and pipes get all.' }),
      memory: z
        .string()
        .regex(/^\d+(?:\.\d+)?\s*(?:KB|MB|GB|TB)$/i, 'write an amount such as 2GB')
        .optional()
        .meta({ description: 'Most memory of a query, such as 2GB.' }),
      tables: z.record(z.string(), z.string()).optional().meta({
        description:
          'Further names of tables, such as cloudtrail-table: cloudtrail_logs; with or without a database.',
      }),
    })
    .prefault({})
    .meta({ description: 'Queries in the terminal.' }),
  systems: z
    .array(systemRule)
    .default([])
    .meta({ description: 'Your own systems, asked before those that Trailglass knows.' }),
  contracts: contractsByName
    .default({})
    .meta({ description: 'What each system may do, by the name of the system.' }),
  detections: detections.prefault({}).meta({ description: 'Which rules raise alerts, and how.' }),
  enrichment: enrichment.prefault({}).meta({ description: 'What is known of addresses.' }),
  notify: notify.prefault({}).meta({ description: 'Where alerts are sent.' }),
});

export type Config = z.output<typeof configSchema>;
export type TrailConfig = Config['trails'][string];
