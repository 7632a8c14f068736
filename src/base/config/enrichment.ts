import { z } from 'zod';

const file = z.string().min(1, 'name a file');

/** Files in MaxMind's DB format (https://maxmind.github.io/MaxMind-DB/); the user gets and renews them. */
export const enrichment = z.strictObject({
  country: file.optional().meta({
    description:
      'A file (.mmdb) for `calls.country`, or none; default: what comes with Trailglass.',
  }),
  asn: file.optional().meta({ description: 'A file (.mmdb) for `calls.asn`; may be the same.' }),
});

export type Enrichment = z.output<typeof enrichment>;
