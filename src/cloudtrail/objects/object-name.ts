import { kindOf, type ObjectKind } from './kinds.ts';
import { REGION, regionOf } from './regions.ts';

/** What the name of a delivered file says about it. */
export interface ObjectName {
  readonly account: string;
  readonly kind: ObjectKind;
  readonly region: string;
  /** Milliseconds since 1970; absent when the digits are no time. */
  readonly stamp?: number;
  /** The random characters that keep two files of one minute apart. */
  readonly unique?: string;
}

// Between region and time a digest names its trail, which may hold `_`; a digest's time has seconds.
const NAME = new RegExp(
  `^(\\d{12})_(CloudTrail(?:-[A-Za-z]+)?)_(${REGION})_(?:.+_)?(\\d{8}T\\d{4}(?:\\d{2})?Z)(?:_([A-Za-z0-9]+))?(?:\\.json)?(?:\\.gz)?$`,
);
const STAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?Z$/;

/** Reads `<account>_CloudTrail_<region>_YYYYMMDDTHHmmZ_<16 characters>.json.gz` and its relatives. */
export function parseObjectName(name: string): ObjectName | undefined {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const [, account = '', folder = '', region = '', time = '', unique] = match;
  const stamp = parseStamp(time);
  return {
    account,
    kind: kindOf(folder),
    region: regionOf(region),
    ...(stamp !== undefined && { stamp }),
    ...(unique !== undefined && { unique }),
  };
}

function parseStamp(text: string): number | undefined {
  const time = Date.parse(text.replace(STAMP, (_, ...parts) => isoOf(parts)));
  return Number.isNaN(time) || !sameDigits(time, text) ? undefined : time;
}

function isoOf([year, month, day, hour, minute, second = '00']: readonly (string | undefined)[]) {
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

// Date.parse reads 30 February as 2 March.
function sameDigits(time: number, text: string): boolean {
  return new Date(time).toISOString().replace(/[-:]/g, '').startsWith(text.slice(0, 13));
}
