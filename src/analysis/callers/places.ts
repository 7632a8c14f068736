import { isIP } from 'node:net';
import type { Reader, Response } from 'maxmind';
import { z } from 'zod';
import type { Enrichment } from '../../base/config/index.ts';
import { AppError } from '../../base/errors/index.ts';
import type { PlaceOf } from '../../query/engine/index.ts';
import { shippedCountries } from './shipped-countries.ts';

/** What different makers write: MaxMind and DB-IP nest the country, others have it flat, some beside its name. */
const record = z.object({
  country: z
    .union([z.object({ iso_code: z.string() }), z.string().length(2)])
    .optional()
    .catch(undefined),
  country_code: z.string().optional().catch(undefined),
  autonomous_system_number: z.number().int().optional().catch(undefined),
  asn: z
    .union([z.number().int(), z.string().regex(/^(?:AS)?\d+$/)])
    .optional()
    .catch(undefined),
});

type PlaceRecord = z.output<typeof record>;

/** In place of a file: no countries. */
const NONE = 'none';

/**
 * Looks addresses up in the user's own files, without a network; countries in what comes with Trailglass where there is
 * no such file. What they say is approximate.
 * @throws AppError TG_CONFIG_INVALID where a file cannot be read
 */
export async function openPlaces({ country: own, asn }: Enrichment): Promise<PlaceOf> {
  const country = countryFile(own);
  const countries = await openFile('country', country);
  const networks = asn === country ? countries : await openFile('asn', asn);
  return (address) => {
    const isAddress = isIP(address) !== 0;
    const code = isAddress && country !== undefined && countryOf(recordOf(countries, address));
    const number = isAddress && asn !== undefined && asnOf(recordOf(networks, address));
    return { ...(code && { country: code }), ...(number && { asn: number }) };
  };
}

function countryFile(own: string | undefined): string | undefined {
  return own === NONE ? undefined : (own ?? shippedCountries().file);
}

/** What says of places which country they are in. */
export interface CountrySource {
  /** The user's own file, or whose data it is. */
  readonly source: string;
  /** Absent for the user's own file. */
  readonly license?: string;
  /** The day on which it was made, `2026-01-31`. */
  readonly made: string;
}

/** Where countries come from; undefined where nobody asks for them. @throws AppError TG_CONFIG_INVALID */
export async function countrySource({
  country: own,
}: Enrichment): Promise<CountrySource | undefined> {
  const reader = await openFile('country', countryFile(own));
  if (!reader) return undefined;
  const made = reader.metadata.buildEpoch.toISOString().slice(0, 10);
  if (own !== undefined) return { source: own, made };
  const { source, license } = shippedCountries();
  return { source, license, made };
}

async function openFile(
  setting: keyof Enrichment,
  file: string | undefined,
): Promise<Reader<Response> | undefined> {
  if (file === undefined) return undefined;
  const { open } = await import('maxmind');
  try {
    return await open(file);
  } catch (cause) {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const why = isAbsent ? 'there is no such file' : "it is not in MaxMind's DB format";
    throw new AppError('TG_CONFIG_INVALID', `enrichment.${setting}: ${file}: ${why}.`, {
      ...{ cause, hint: 'Name a file (.mmdb), from the working folder on or with its full path.' },
    });
  }
}

function recordOf(reader: Reader<Response> | undefined, address: string): PlaceRecord | undefined {
  // A file of IPv4 alone reads the first bits of an IPv6 address as one of its own.
  if (reader?.metadata.ipVersion === 4 && address.includes(':')) return undefined;
  const found = reader?.get(address);
  return found ? record.safeParse(found).data : undefined;
}

function countryOf(found: PlaceRecord | undefined): string | undefined {
  const { country, country_code: code } = found ?? {};
  return code ?? (typeof country === 'object' ? country.iso_code : country);
}

function asnOf(found: PlaceRecord | undefined): number | undefined {
  const { autonomous_system_number: number, asn } = found ?? {};
  return number ?? (asn === undefined ? undefined : Number(String(asn).replace('AS', '')));
}
