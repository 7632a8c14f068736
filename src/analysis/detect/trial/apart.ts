import { dictionaryAt } from './dictionary.ts';
import type { Sample } from './examples.ts';

/**
 * Records in which an address is in one place, and an access key one actor's: that is how a lake knows them. Where
 * examples give one of them several, each of these gets an address or a key of its own.
 */
export function apart(records: readonly Sample[]): readonly Sample[] {
  const addressFor = namer((_, number) => `192.0.2.${number}`);
  const keyFor = namer((key, number) => `${key.slice(0, -3)}${String(number).padStart(3, '0')}`);
  return records.map((record) => {
    const { country, asn, actor } = dictionaryAt(record, 'trailglass');
    const userIdentity = dictionaryAt(record, 'userIdentity');
    const { sourceIPAddress } = record;
    const { accessKeyId } = userIdentity;
    return {
      ...record,
      ...(typeof sourceIPAddress === 'string'
        ? { sourceIPAddress: addressFor(sourceIPAddress, JSON.stringify([country, asn])) }
        : {}),
      ...(typeof accessKeyId === 'string'
        ? { userIdentity: { ...userIdentity, accessKeyId: keyFor(accessKeyId, String(actor)) } }
        : {}),
    };
  });
}

/** The text itself for the first fact that it comes with, a made one for each other. */
function namer(make: (text: string, number: number) => string) {
  const names = new Map<string, Map<string, string>>();
  let made = 0;
  return (text: string, fact: string): string => {
    const known = names.get(text) ?? new Map<string, string>();
    names.set(text, known);
    const name = known.get(fact) ?? (known.size === 0 ? text : make(text, ++made));
    known.set(fact, name);
    return name;
  };
}
