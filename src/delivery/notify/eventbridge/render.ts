import { documentOf } from '../document.ts';
import type { Notice } from '../notice.ts';
import { fitted } from '../shape.ts';

/** 256 KB an entry, counted with its other fields. */
const LIMIT = 250_000;

export interface Entry {
  readonly Source: 'trailglass';
  readonly DetailType: string;
  readonly Detail: string;
}

const TYPES = {
  alert: 'Trailglass Alert',
  digest: 'Trailglass Digest',
  test: 'Trailglass Test',
  trouble: 'Trailglass Sink Trouble',
} as const;

export function render(notice: Notice, short: boolean): Entry {
  return fitted({
    render: (shape) => ({
      Source: 'trailglass',
      DetailType: TYPES[notice.is],
      Detail: JSON.stringify(documentOf(notice, shape)),
    }),
    sizeOf: ({ Detail }) => Buffer.byteLength(Detail),
    limit: LIMIT,
    short,
  });
}
