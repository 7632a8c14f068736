import { sessionOf } from '../../../cloudtrail/records/index.ts';
import { type PackedSessions, packSessions, type SessionRow } from '../../../lake/catalog/index.ts';
import { unpackTexts } from '../../decode/index.ts';

/** The sessions of a part, ready for the catalog; `records` as in `EncodedPart`. */
export function sessionsOf(records: Uint8Array): PackedSessions | undefined {
  const sessions: SessionRow[] = [];
  for (const record of unpackTexts(records)) {
    const session = sessionRow(record);
    if (session) sessions.push(session);
  }
  return sessions.length > 0 ? packSessions(sessions) : undefined;
}

function sessionRow(record: string): SessionRow | undefined {
  const session = sessionOf(record);
  if (!session) return undefined;
  return {
    accessKeyId: session.accessKeyId,
    eventId: session.eventId ?? undefined,
    eventName: session.eventName,
    principalArn: session.targetArn ?? session.principalArn ?? undefined,
    parentAccessKeyId: session.parentAccessKeyId ?? undefined,
    callerArn: session.principalArn ?? undefined,
    callerAccount: session.callerAccount ?? undefined,
    issuedAt: inMicros(session.issuedAt),
    expiresAt: inMicros(session.expiresAt),
    sourceAddress: session.sourceAddress ?? undefined,
    userAgent: session.userAgent ?? undefined,
    sourceIdentity: session.sourceIdentity ?? undefined,
    roleSessionName: session.roleSessionName ?? undefined,
    tags: session.tags ?? undefined,
    origin: session.origin ?? undefined,
    account: session.account ?? undefined,
    region: session.region ?? undefined,
  };
}

function inMicros(ms: number | null): number | undefined {
  return ms === null ? undefined : ms * 1000;
}
