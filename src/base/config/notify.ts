import { z } from 'zod';
import { route } from './notify-routes.ts';
import { sinkSettings } from './notify-sinks.ts';

const cidr = z.union([z.cidrv4(), z.cidrv6()]);

const privateTarget = z.strictObject({
  host: z.string().min(1, 'name a host').meta({ description: 'Name or address of the host.' }),
  cidr: z
    .string()
    .refine((text) => cidr.safeParse(text).success, {
      message: 'write a network such as 10.1.2.0/24',
    })
    .meta({ description: 'Network in which its addresses must lie.' }),
});

const sinkName = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'a sink name has a-z, 0-9, - and _');

/** Where alerts are sent, and which of them. Without routes every sink is told of every alert. */
export const notify = z
  .strictObject({
    sinks: z.record(sinkName, sinkSettings).default({}).meta({ description: 'Sinks by name.' }),
    routes: z
      .array(route)
      .default([])
      .meta({ description: 'Asked in order; the first that matches wins.' }),
    allowPrivate: z
      .array(privateTarget)
      .default([])
      .meta({ description: 'Hosts within private networks that sinks may reach.' }),
  })
  .superRefine(({ sinks, routes }, context) => {
    for (const [index, { to }] of routes.entries()) {
      for (const [place, name] of to.entries()) {
        if (Object.hasOwn(sinks, name)) continue;
        const message = `there is no sink ${name}`;
        context.addIssue({ code: 'custom', message, path: ['routes', index, 'to', place] });
      }
    }
  });

export type NotifySettings = z.output<typeof notify>;
export type PrivateTarget = z.output<typeof privateTarget>;
