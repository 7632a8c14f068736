import { isObject, type Json, type StoryCall } from './console-call.ts';
import { resourceOf, tailOf } from './resource.ts';
import { nameParts, pastOf } from './words.ts';

const MOST_DETAILS = 3;
const LONGEST = 60;
/** What services write for a value that they keep to themselves. */
const HIDDEN = /^(HIDDEN_|\*+$)/;

/** Changes that people look for first, in words that say what they mean. */
const PHRASES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  AuthorizeSecurityGroupEgress: ['let security group', 'out'],
  AuthorizeSecurityGroupIngress: ['opened security group', ''],
  RevokeSecurityGroupEgress: ['no longer let security group', 'out'],
  RevokeSecurityGroupIngress: ['closed security group', ''],
  AttachGroupPolicy: ['gave group', 'a policy'],
  AttachRolePolicy: ['gave role', 'a policy'],
  AttachUserPolicy: ['gave user', 'a policy'],
  DetachGroupPolicy: ['took a policy from group', ''],
  DetachRolePolicy: ['took a policy from role', ''],
  DetachUserPolicy: ['took a policy from user', ''],
};

/** A change in a few words: `modified DB instance prod-press-db (dBInstanceClass db.r5.large)`. */
export function changeWords(call: StoryCall): string {
  const resource = resourceOf(call);
  const phrase = Object.hasOwn(PHRASES, call.name) ? PHRASES[call.name] : undefined;
  const { verb, noun } = nameParts(call.name);
  const details = detailsOf(call, resource);
  const what = phrase
    ? [phrase[0], resource && shortOf(resource.value), phrase[1]]
    : [pastOf(verb), noun, resource && aboutWords(noun, resource)];
  return [...what, details].filter(Boolean).join(' ');
}

/** A refused or failed change: `tried ModifyDBInstance on prod-press-db`. */
export function attemptWords(call: StoryCall): string {
  const resource = resourceOf(call);
  return resource ? `${call.name} on ${shortOf(resource.value)}` : call.name;
}

/** `prod-db` where the noun ends in what it names (`DB instance`), else `on press-workers`. */
function aboutWords(noun: string, { stem, value }: { stem: string; value: string }): string {
  const isNamed = stem === '' || noun.replaceAll(' ', '').toLowerCase().endsWith(stem);
  return isNamed ? shortOf(value) : `on ${shortOf(value)}`;
}

function detailsOf(
  { request }: StoryCall,
  resource: { readonly key: string; readonly value: string } | undefined,
): string {
  const permissions = permissionWords(request.ipPermissions);
  const plain = Object.entries(request)
    .filter(([key, value]) => key !== resource?.key && value !== resource?.value)
    .filter(([key]) => !/^(host|.*token|x-amz)/i.test(key))
    .flatMap(([key, value]) => plainWords(key, value));
  const details = [...permissions, ...plain].slice(0, MOST_DETAILS);
  return details.length === 0 ? '' : `(${details.join(', ')})`;
}

function plainWords(key: string, value: unknown): readonly string[] {
  if (value === true || typeof value === 'number') return [`${key} ${value}`];
  if (typeof value !== 'string' || value === '' || value.length > LONGEST || HIDDEN.test(value))
    return [];
  return [`${key} ${shortOf(value)}`];
}

/** `tcp 22 from 0.0.0.0/0`: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function permissionWords(permissions: unknown): readonly string[] {
  return itemsOf(permissions).map((one) => {
    const { ipProtocol, fromPort, toPort } = one;
    const ports = fromPort === toPort ? fromPort : `${fromPort}-${toPort}`;
    const what =
      ipProtocol === '-1' ? 'all traffic' : [ipProtocol, ports].filter(Boolean).join(' ');
    const places = [
      ...itemsOf(one.ipRanges).map(({ cidrIp }) => cidrIp),
      ...itemsOf(one.ipv6Ranges).map(({ cidrIpv6 }) => cidrIpv6),
      ...itemsOf(one.groups).map(({ groupId }) => groupId),
    ];
    return places.length > 0 ? `${what} from ${places.join(' and ')}` : what;
  });
}

function itemsOf(list: unknown): readonly Json[] {
  const items = isObject(list) ? list.items : undefined;
  return Array.isArray(items) ? items.filter(isObject) : [];
}

/** `arn:..:listener/app/press/50dc6c495c0c9188/f2f7dc8efc522ab2` as `app/press`: people know the names. */
function shortOf(value: string): string {
  const [, ...parts] = (/[^:]+$/.exec(value)?.[0] ?? value).split('/');
  const isNumbered = value.startsWith('arn:') && parts.length > 2;
  const names = parts.filter((part) => !/^[0-9a-f]{16}$/.test(part));
  const short = isNumbered && names.length < parts.length ? names.join('/') : tailOf(value);
  return short.includes(' ') ? `"${short}"` : short;
}
