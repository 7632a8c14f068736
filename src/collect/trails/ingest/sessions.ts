import { sessionOf } from '../../../cloudtrail/records/index.ts';
import type { SessionRow } from '../../../lake/catalog/index.ts';
import { unpackTexts } from '../../decode/index.ts';

/** The sessions of a part as one text for the main thread; `records` as in `EncodedPart`. */
export function packSessions(records: Uint8Array): string {
  const sessions: SessionRow[] = [];
  for (const record of unpackTexts(records)) {
    const session = sessionRow(record);
    if (session) sessions.push(session);
  }
  return JSON.stringify(sessions);
}

export function unpackSessions(packed: string): readonly SessionRow[] {
  return JSON.parse(packed) as SessionRow[];
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
