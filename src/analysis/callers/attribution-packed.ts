import type { Packing } from '../../lake/parts/index.ts';
import type { AttributionAnswer } from '../../query/engine/index.ts';
import type { Attributed } from './attribute-callers.ts';
import type { Origin } from './origin.ts';

/**
 * An attribution as pieces of bytes: numbers as the machine has them, of a caller 24 bytes; the rest as JSON, each list
 * by itself. Lists are read when they are asked for: most of what is kept is of no use to whoever counts calls.
 */
export const PACKING: Packing<Attributed> = { pack, unpack };

interface Head {
  readonly commit?: number;
  readonly read: number;
  readonly lastKey?: string;
}

function pack(attributed: Attributed): readonly Uint8Array[] {
  const { answers, commit, callers, told, issuing, sessions } = withUsedAnswers(attributed);
  const { read, lastKey } = sessions;
  const head: Head = {
    ...(commit !== undefined && { commit }),
    ...{ read, ...(lastKey !== undefined && { lastKey }) },
  };
  const { ids, own, named, services, busiest } = callers;
  const issued = Uint32Array.from(issuing.values());
  const numbers = [ids, own, named, services, told, busiest.ids, busiest.events, issued];
  // Flat lists are read twice as fast as lists of pairs.
  const { actors, origins } = sessions;
  const lists = [
    ...[answers, callers.principals, [...issuing.keys()]],
    ...[[...actors.keys()], [...actors.values()], [...origins]],
  ];
  return [
    ...numbers.map(({ buffer, byteOffset, byteLength }) => {
      return new Uint8Array(buffer, byteOffset, byteLength);
    }),
    ...[...lists, head].map((list) => Buffer.from(JSON.stringify(list))),
  ];
}

function unpack(pieces: readonly Uint8Array[]): Attributed {
  const piece = (at: number) => pieces[at] ?? new Uint8Array();
  const answers = later(() => parsed<readonly AttributionAnswer[]>(piece(8)));
  const principals = later(() => parsed<readonly string[]>(piece(9)));
  const issuing = later(() => mapOf(parsed<readonly string[]>(piece(10)), uints(piece(7))));
  const actors = later(() =>
    mapOf(parsed<readonly string[]>(piece(11)), parsed<readonly string[]>(piece(12))),
  );
  const origins = later(() => new Map(parsed<readonly (readonly [string, Origin])[]>(piece(13))));
  const { commit, ...told } = parsed<Head>(piece(14));
  return {
    ...(commit !== undefined && { commit }),
    get answers() {
      return answers();
    },
    callers: {
      ids: bigints(piece(0)),
      ...{ own: uints(piece(1)), named: uints(piece(2)), services: uints(piece(3)) },
      get principals() {
        return principals();
      },
      busiest: { ids: bigints(piece(5)), events: doubles(piece(6)) },
    },
    told: uints(piece(4)),
    get issuing() {
      return issuing();
    },
    sessions: {
      ...told,
      get actors() {
        return actors();
      },
      get origins() {
        return origins();
      },
    },
  };
}

/** An answer that nobody gets any more would be kept for ever. */
function withUsedAnswers(attributed: Attributed): Attributed {
  const { answers, callers, told, issuing } = attributed;
  const places = new Uint32Array(answers.length);
  for (const numbers of [callers.own, told, issuing.values()]) {
    for (const number of numbers) places[number] = 1;
  }
  const kept = answers.filter((_, number) => places[number] === 1);
  if (kept.length === answers.length) return attributed;
  let place = 0;
  for (const [number, isUsed] of places.entries()) {
    places[number] = place;
    place += isUsed;
  }
  const placeOf = (number: number) => places[number] ?? number;
  return {
    ...attributed,
    answers: kept,
    callers: { ...callers, own: callers.own.map(placeOf) },
    told: told.map(placeOf),
    issuing: new Map([...issuing].map(([eventId, number]) => [eventId, placeOf(number)])),
  };
}

/** Made once, when it is asked for. */
function later<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function parsed<Value>(json: Uint8Array): Value {
  return JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString()) as Value;
}

function mapOf<Value>(
  keys: readonly string[],
  values: ArrayLike<Value>,
): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [at, key] of keys.entries()) {
    const value = values[at];
    if (value !== undefined) map.set(key, value);
  }
  return map;
}

function bigints({ buffer, byteOffset, byteLength }: Uint8Array): BigInt64Array {
  return new BigInt64Array(buffer, byteOffset, byteLength / 8);
}

function uints({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, byteLength / 4);
}

function doubles({ buffer, byteOffset, byteLength }: Uint8Array): Float64Array {
  return new Float64Array(buffer, byteOffset, byteLength / 8);
}
