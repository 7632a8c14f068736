import type { StoryCall } from './console-call.ts';
import { resourceOf } from './resource.ts';

/** What takes a change back, by the verb of both. Deleting is taken back by nothing: what was there is lost. */
const OPPOSITES: Readonly<Record<string, readonly string[]>> = {
  Add: ['Remove'],
  Allocate: ['Release'],
  Associate: ['Disassociate'],
  Attach: ['Detach'],
  Authorize: ['Revoke'],
  Create: ['Delete'],
  Detach: ['Attach'],
  Disable: ['Enable'],
  Disassociate: ['Associate'],
  Enable: ['Disable'],
  Lock: ['Unlock'],
  Put: ['Delete'],
  Register: ['Deregister'],
  Remove: ['Add'],
  Resume: ['Suspend'],
  Revoke: ['Authorize'],
  Run: ['Terminate'],
  Start: ['Stop'],
  Stop: ['Start'],
  Suspend: ['Resume'],
  Tag: ['Untag'],
  Untag: ['Tag'],
};

/** The APIs that take a call of this API back: RevokeSecurityGroupIngress for AuthorizeSecurityGroupIngress. */
export function oppositesOf(eventName: string): readonly string[] {
  const verb = /^[A-Z][a-z]+/.exec(eventName)?.[0] ?? '';
  const others = Object.hasOwn(OPPOSITES, verb) ? (OPPOSITES[verb] ?? []) : [];
  return others.map((other) => other + eventName.slice(verb.length));
}

/** Whether a later call on the same resource takes an earlier one back: the opposite API, about the same thing. */
export function isOpposite(earlier: StoryCall, later: StoryCall): boolean {
  if (!oppositesOf(earlier.name).includes(later.name)) return false;
  const named = resourceOf(earlier)?.key;
  const shared = Object.keys(earlier.request).filter(
    (key) => key !== named && Object.hasOwn(later.request, key),
  );
  return shared.every((key) => isSame(earlier.request[key], later.request[key]));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
