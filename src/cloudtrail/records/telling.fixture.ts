import { type Members, SESSION_MEMBERS, type SessionTelling } from './index.ts';

/** What a record tells of a session, as the scanner cuts it out. */
export function tellingOf(record: unknown, members: Members = SESSION_MEMBERS): SessionTelling {
  const told: Record<string, unknown> = {};
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return told;
  for (const [name, value] of Object.entries(record)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (typeof member === 'string') told[member] = value;
    else if (member) Object.assign(told, tellingOf(value, member));
  }
  return told;
}
