import { type PackedSessions, packSessions, type SessionRow } from './index.ts';

/** Sessions as events tell of them: of their fields those that tests ask for. */
export function packedSessions(...sessions: readonly SessionRow[]): PackedSessions {
  return packSessions(Buffer.from(JSON.stringify(sessions.map(tellingOf))));
}

function tellingOf({ issuedAt, tags, origin, ...session }: SessionRow): object {
  return {
    ...{ key: session.accessKeyId, name: session.eventName, session: session.roleSessionName },
    ...{ roleUser: session.principalArn, ...JSON.parse(origin ?? '{}') },
    ...(issuedAt === undefined ? {} : { time: new Date(issuedAt / 1000).toISOString() }),
    ...(tags === undefined ? {} : { tags: JSON.parse(tags) }),
  };
}
