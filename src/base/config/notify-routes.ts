import { z } from 'zod';
import { LEVELS } from '../severity/index.ts';
import { accountId } from './account.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'write a time such as 08:00');
const zone = z
  .string()
  .refine(isZone, { message: 'write a time zone such as Europe/Berlin' })
  .default('UTC')
  .meta({ description: 'Time zone, such as Europe/Berlin.' });
const patterns = z.array(z.string().min(1)).min(1);

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

const hours = z
  .strictObject({
    from: clock.default('00:00').meta({ description: 'First time of the day.' }),
    to: clock
      .default('00:00')
      .meta({ description: 'End of it; not after `from`: on the next day.' }),
    weekdays: z.array(z.enum(WEEKDAYS)).min(1).optional().meta({ description: 'Mon to Sun.' }),
    zone,
  })
  .meta({ description: 'Time at which it is told.' });

const when = z
  .strictObject({
    severity: z.enum(LEVELS).optional().meta({ description: 'At least so severe.' }),
    accounts: z.array(accountId).min(1).optional().meta({ description: 'Any of these accounts.' }),
    systems: patterns.optional().meta({ description: 'Any of these systems; `*` is anything.' }),
    rules: patterns.optional().meta({ description: 'Id or title of the rule; `*` is anything.' }),
    tags: patterns.optional().meta({ description: 'Any of these tags; `*` is anything.' }),
    hours: hours.optional(),
  })
  .prefault({});

const digest = z
  .strictObject({
    every: z
      .string()
      .regex(/^[1-9]\d{0,3}[mhd]$/, 'write a time such as 30m, 1h or 1d')
      .optional()
      .meta({ description: 'One message each 30m, 1h, 1d.' }),
    daily: clock.optional().meta({ description: 'One message a day, at this time.' }),
    zone,
  })
  .refine((one) => (one.every === undefined) !== (one.daily === undefined), {
    message: 'give either every or daily',
  });

export const route = z.strictObject({
  to: z.array(z.string()).min(1).meta({ description: 'Names of sinks.' }),
  when,
  continue: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether later routes are asked too when this one matches.' }),
  digest: digest.optional().meta({ description: 'Gathers messages into one.' }),
});

export type Route = z.output<typeof route>;
export type RouteHours = z.output<typeof hours>;
export type DigestSchedule = z.output<typeof digest>;
