import { z } from 'zod';

/** Detections: what rules need to know of you. */
export const detections = z.strictObject({
  placeholders: z
    .record(z.string(), z.array(z.union([z.string(), z.number()])))
    .default({})
    .meta({ description: 'Lists that rules name: OrgAccounts for %OrgAccounts%.' }),
});
