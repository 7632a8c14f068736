import type { Day } from '../../base/time/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import type { ObjectKind } from '../../cloudtrail/objects/index.ts';
import type { SessionFact } from '../../cloudtrail/records/index.ts';

/** Names a part and its file; sorts by creation. Made by `newPartId` of lake/parts. */
export type PartId = string & { readonly __brand: 'PartId' };

/** Half-open: `from <= ts < to`; microseconds since 1970, UTC. Absent ends are open. */
export interface MicrosRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A part as its writer describes it. `minTs` and `maxTs` are microseconds, both inside. */
export interface NewPart {
  readonly id: PartId;
  readonly kind: TableKind;
  readonly day: Day;
  readonly rows: number;
  readonly bytes: number;
  /** Bytes of the JSON that the rows came from. */
  readonly rawBytes: number;
  readonly minTs: number;
  readonly maxTs: number;
}

/** A part as the catalog lists it. Times of adding and removing: milliseconds, and the commit's number. */
export interface PartRow extends NewPart {
  readonly addedAt: number;
  readonly addedBy: number;
  readonly removedAt: number | undefined;
  readonly removedBy: number | undefined;
}

/** `committed`: all of it; `quarantined`: none, or not all, of it; `skipped`: not meant for the lake. */
export type ObjectStatus = 'committed' | 'quarantined' | 'skipped';

/** One object in the ledger. `rows + duplicates + rejected` is what it held. */
export interface LedgerRow {
  /** From `nextObjectId()`; an object taken again keeps its id. */
  readonly id: number;
  readonly trail: string;
  readonly key: string;
  readonly etag: string;
  /** Bytes as stored; `rawBytes` inflated. */
  readonly size: number;
  readonly kind: ObjectKind;
  readonly status: ObjectStatus;
  /** Why it was quarantined or skipped. */
  readonly reason?: string | undefined;
  readonly rows: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly rawBytes: number;
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  /** The day in the key, which is not the day of each record. */
  readonly day?: Day | undefined;
  readonly minTs?: number | undefined;
  readonly maxTs?: number | undefined;
  /** Milliseconds, as is `modifiedAt`: when the storage says it was written. */
  readonly seenAt: number;
  readonly modifiedAt?: number | undefined;
}

/** What identifies an object within its trail. */
export interface ObjectName {
  readonly key: string;
  readonly etag: string;
}

/** What the ledger says of a listed object; `changed`: the key is known, with another etag. */
export type Sighting = 'new' | 'known' | 'changed';

/** An object (`recordIndex` absent) or one record of it that could not be read, with its place in the inflated bytes. */
export interface NewQuarantine {
  readonly objectId: number;
  readonly trail: string;
  readonly key: string;
  readonly etag: string;
  readonly recordIndex?: number | undefined;
  readonly byteStart?: number | undefined;
  readonly byteEnd?: number | undefined;
  readonly code: string;
  readonly reason: string;
  /** The bytes in question, as many as the caller cares to keep. */
  readonly raw?: Uint8Array | undefined;
  /** Milliseconds. */
  readonly at: number;
}

export interface QuarantineRow extends NewQuarantine {
  readonly id: number;
  readonly state: 'open' | 'resolved';
  readonly resolvedAt: number | undefined;
}

/** One entry by its id, or every open entry of an object that was read well in the end. */
export type QuarantineResolution =
  | { readonly id: number }
  | { readonly trail: string; readonly key: string };

/** A caller's identity, and how often and when it was seen; a commit adds `events` to what is known. */
export interface CallerRow {
  /** 64-bit signed hash of the identity. */
  readonly callerId: bigint;
  readonly userAgent?: string | undefined;
  readonly principalArn?: string | undefined;
  readonly type?: string | undefined;
  readonly invokedBy?: string | undefined;
  readonly console: boolean;
  readonly events: number;
  readonly firstTs: number;
  readonly lastTs: number;
}

/** Temporary credentials, as an event told of them. */
export type SessionRow = SessionFact;

/** What some events tell of sessions, packed: see `packSessions`. */
export type PackedSessions = Uint8Array & { readonly packed: 'sessions' };

/** Valid bytes of a day's id index file; 0 means that there is none any more. */
export interface IdLength {
  readonly kind: TableKind;
  readonly day: Day;
  readonly bytes: number;
}

/** All that one commit changes, together or not at all. */
export interface CatalogChange {
  /** Milliseconds. */
  readonly at: number;
  readonly added?: readonly NewPart[] | undefined;
  readonly removed?: readonly PartId[] | undefined;
  readonly objects?: readonly LedgerRow[] | undefined;
  /** Applied before `quarantine`, so that an object taken again may open new entries. */
  readonly resolutions?: readonly QuarantineResolution[] | undefined;
  readonly quarantine?: readonly NewQuarantine[] | undefined;
  readonly callers?: readonly CallerRow[] | undefined;
  readonly sessions?: readonly PackedSessions[] | undefined;
  readonly idLengths?: readonly IdLength[] | undefined;
  /** Trails that were read to the end of their listing. */
  readonly collected?: readonly string[] | undefined;
}

/** A commit and what it took in. */
export interface CommitRow {
  readonly number: number;
  /** Milliseconds. */
  readonly at: number;
  readonly rows: number;
  readonly duplicates: number;
  readonly objects: number;
}
