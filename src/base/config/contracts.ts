import { z } from 'zod';
import { accountId } from './account.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const time = (message: string, pattern: RegExp) => z.string().regex(pattern, message);
const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const from = time('write a time such as 08:00', CLOCK);
const to = time('write a time such as 18:00, or 24:00', /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** UTC, half-open. From 22:00 to 06:00 is the night. */
const hours = z
  .strictObject({
    from: from.optional().meta({ description: 'First time of the day, UTC.' }),
    to: to.optional().meta({ description: 'End of it; before `from`: on the next day.' }),
    weekdays: z.array(z.enum(WEEKDAYS)).min(1).optional().meta({ description: 'Mon to Sun, UTC.' }),
  })
  .refine((one) => (one.from === undefined) === (one.to === undefined), {
    message: 'give both from and to, or neither',
  })
  .refine((one) => one.from === undefined || one.from !== one.to, {
    message: 'from and to are the same: leave both out for the whole day',
  })
  .refine((one) => Object.keys(one).length > 0, { message: 'say which hours or weekdays' });

const cidr = z.union([z.cidrv4(), z.cidrv6()]);
const network = z
  .string()
  .refine((text) => cidr.safeParse(text).success, {
    message: 'write a network such as 192.0.2.0/24',
    abort: true,
  })
  .refine((text) => text.includes(':') || firstOf(text) === text, {
    error: ({ input }) => `the network begins earlier: write ${firstOf(String(input))}`,
  });

/** The IPv4 network with the bits behind its prefix cleared, as SQL's `contains` wants it. */
function firstOf(text: string): string {
  const [address = '', prefix = ''] = text.split('/');
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(prefix));
  const first = bits - (bits % size);
  return `${[24, 16, 8, 0].map((by) => Math.floor(first / 2 ** by) % 256).join('.')}/${prefix}`;
}

const texts = (one: z.ZodString) => z.array(one).min(1);
const region = z.string().min(1);
const service = z
  .string()
  .regex(/[.*]/, 'write the event source, such as ecs.amazonaws.com; * stands for anything');
const action = z
  .string()
  .regex(/^[^:]+:[^:]+$/, 'write service:Action, such as ecs:Describe*; * stands for anything');

/** What a system may do. What is left out is not limited. */
const contract = z
  .strictObject({
    accounts: z
      .array(accountId)
      .min(1)
      .optional()
      .meta({ description: 'Accounts that may receive its calls.' }),
    regions: texts(region)
      .optional()
      .meta({ description: 'Its regions; `*` stands for anything.' }),
    services: texts(service)
      .optional()
      .meta({ description: 'Event sources, such as ecs.amazonaws.com; with `*`.' }),
    actions: texts(action).optional().meta({
      description: 'Such as `ecs:Describe*`: the event source without .amazonaws.com; with `*`.',
    }),
    networks: z.array(network).min(1).optional().meta({
      description: 'Networks (CIDR) of its addresses; calls that AWS makes for it have none.',
    }),
    hours: hours.optional().meta({ description: 'When it may call, UTC.' }),
    readonly: z.boolean().optional().meta({ description: 'It may only read.' }),
    expires: z.iso
      .date('write a day such as 2026-12-31')
      .optional()
      .meta({ description: 'From this day on, UTC, it may not call at all.' }),
  })
  .refine((one) => Object.keys(one).length > 0, {
    message: 'say what is allowed',
    // A misspelt key has its own words.
    when: ({ issues }) => issues.length === 0,
  });

export const contractsByName = z.record(z.string().min(1), contract);

export type Contract = z.output<typeof contract>;
