import { readDocuments, refusedOf } from './documents/document.ts';
import { layFilters } from './lay-filters.ts';
import { type Member, membersOf } from './members.ts';
import type { Collection, LogSource, Refused } from './model.ts';
import type { Named } from './references.ts';
import { resolveCorrelations, type Standing } from './resolve.ts';
import type { Placeholders } from './values/modifier.ts';

export interface SigmaFile {
  /** As it is shown to people; ids are made from it where the author gave none. */
  readonly file: string;
  readonly text: string;
  /** The name of the set that it belongs to: titles are looked up within it. */
  readonly pack?: string;
}

export interface ReadOptions {
  /** Lists for `%name%`; a rule that names another is refused. */
  readonly placeholders?: Placeholders;
  /** Which log sources are read; product aws and service cloudtrail, or absent, where it is not given. */
  readonly accepts?: (logsource: LogSource) => boolean;
}

/** Reads rules, correlations and filters (specification 2.1); what cannot be used is told in `refused`, not thrown. */
export function readSigma(files: readonly SigmaFile[], options: ReadOptions = {}): Collection {
  const { placeholders = {}, accepts = isCloudTrail } = options;
  const documents = files.flatMap(({ file, text, pack }) =>
    readDocuments(text, { file, pack }, { placeholders, accepts }),
  );
  return collect(membersOf(documents));
}

function isCloudTrail({ product = 'aws', service = 'cloudtrail' }: LogSource): boolean {
  return product.toLowerCase() === 'aws' && service.toLowerCase() === 'cloudtrail';
}

function collect(members: readonly Member[]): Collection {
  const correlating = membersIn(members, 'correlation');
  const nameable = members.filter(({ kind }) => kind !== 'filter');
  const filtered = layFilters(nameable, membersIn(members, 'filter'));
  const outcomes = resolveCorrelations(correlating, settled(nameable));
  const reasons = new Map<Member, string>(filtered.reasons);
  for (const [one, outcome] of outcomes) {
    if (outcome.kind === 'refused') reasons.set(one, outcome.reason);
  }
  const elsewhere = correlating.filter((one) => outcomes.get(one)?.kind === 'foreign');
  return {
    rules: filtered.rules,
    correlations: correlating.flatMap((one) => {
      const outcome = outcomes.get(one);
      return outcome?.kind === 'correlation' ? [outcome] : [];
    }),
    refused: members.flatMap((one) => refusedAs(one, reasons.get(one))),
    foreign: membersIn(members, 'foreign').length + elsewhere.length,
  };
}

type MemberOf<K extends Member['kind']> = Extract<Member, { readonly kind: K }>;

function membersIn<K extends Member['kind']>(
  members: readonly Member[],
  kind: K,
): readonly MemberOf<K>[] {
  return members.filter((one): one is MemberOf<K> => one.kind === kind);
}

/** What is known of a document before correlations are looked at. */
function settled(members: readonly Member[]): ReadonlyMap<Named, Standing> {
  const standings = new Map<Named, Standing>();
  for (const one of members) {
    if (one.kind === 'rule') standings.set(one, 'used');
    if (one.kind === 'refused' || one.kind === 'foreign') standings.set(one, one.kind);
  }
  return standings;
}

function refusedAs(member: Member, reason: string | undefined): readonly Refused[] {
  if (member.kind === 'refused') return [member.refused];
  return reason === undefined ? [] : [refusedOf(member.heading, reason)];
}
