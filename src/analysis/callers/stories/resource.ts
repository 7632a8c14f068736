import { isObject, type Json, type StoryCall } from './console-call.ts';
import { nameParts } from './words.ts';

/** A parameter that names something, such as `groupId`. */
interface Naming {
  /** `group`. */
  readonly stem: string;
  readonly key: string;
  readonly value: string;
}

/** How deep answers of AWS hide what they made: `instancesSet.items[].instanceId`. */
const DEEPEST = 4;
const SUFFIX = /^(.*?)(Names?|Ids?|Arns?|ARN|Identifiers?|)$/;
/** What says how to do it, not to what. */
const NO_NAMES =
  /^(client.*token|idempotency.*|host|region|availabilityzone|requestid|metricname|x-amz.*|dryrun)$/i;

/** What a call is about, as the console names it: `sg-1`, `prod-db`; undefined where nothing tells. */
export function resourceOf(call: StoryCall): Naming | undefined {
  const noun = nameParts(call.name).noun.replaceAll(' ', '').toLowerCase();
  const asked = namings(call.request, 1);
  const made = namings(call.response, DEEPEST);
  const isMaking = /^(Create|Run|Allocate|Register|Import|Copy|Restore)/.test(call.name);
  const [first, second] = isMaking ? [made, asked] : [asked, made];
  const best = bestFor(noun, first) ?? bestFor(noun, second);
  if (best) return best;
  const [arn] = call.arns;
  if (arn !== undefined) return { stem: '', key: 'arn', value: arn };
  return asked[0] ?? namings(call.request, DEEPEST)[0];
}

/** All that names the resource of a call: other calls that share one of these are about the same. */
export function identitiesOf(call: StoryCall): ReadonlySet<string> {
  const names = [resourceOf(call)?.value, ...call.arns].filter((name) => name !== undefined);
  const place = `${call.account} ${call.region} ${call.source}`;
  return new Set(names.flatMap((name) => [name, tailOf(name)]).map((name) => `${place} ${name}`));
}

/** `arn:aws:iam::1:role/path/name` as `name`. */
export function tailOf(name: string): string {
  return name.startsWith('arn:') ? (/[^/:]+$/.exec(name)?.[0] ?? name) : name;
}

/** The naming whose stem the API's own name begins with soonest: of AttachRolePolicy the role. */
function bestFor(noun: string, all: readonly Naming[]): Naming | undefined {
  const places = all
    .map((naming) => ({ naming, at: naming.stem === '' ? -1 : noun.indexOf(naming.stem) }))
    .filter(({ at }) => at >= 0);
  return places.sort((a, b) => a.at - b.at || b.naming.stem.length - a.naming.stem.length)[0]
    ?.naming;
}

function namings(value: Json, depth: number): readonly Naming[] {
  return Object.entries(value).flatMap(([key, inner]): readonly Naming[] => {
    if (NO_NAMES.test(key)) return [];
    const [, stem = '', suffix = ''] = SUFFIX.exec(key) ?? [];
    const isName = suffix !== '' || key === 'name';
    const values = Array.isArray(inner) ? inner : [inner];
    const names = values.filter((one) => typeof one === 'string' && one !== '');
    if (isName && names.length > 0) {
      return names.map((one) => ({
        stem: suffix === '' ? '' : stem.toLowerCase(),
        key,
        value: one,
      }));
    }
    if (depth <= 1) return [];
    return values.filter(isObject).flatMap((part) => namings(part, depth - 1));
  });
}
