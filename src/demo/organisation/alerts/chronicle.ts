import type { Draft } from '../model.ts';
import type { Script } from '../script.ts';
import { ACCOUNTS } from '../world/accounts.ts';
import type { RuleName } from './rules.ts';

/** The first event of its kind on a day. */
interface First {
  readonly name: RuleName;
  readonly account: string;
  /** What is new when it is seen first: a region, a role. */
  readonly value: string;
  readonly at: number;
  readonly eventID: string;
}

/** What rules about news go by; plain so that it crosses threads. */
export interface Chronicle {
  /** When the first event of each account was, milliseconds. */
  readonly starts: Readonly<Record<string, number>>;
  /** When the last event was. */
  readonly end: number;
  readonly firsts: readonly First[];
}

/** Notes a day's firsts while its events are written. */
export class Chronicler {
  readonly #script: Script;
  readonly #starts = new Map<string, number>();
  readonly #firsts = new Map<string, First>();
  readonly #roles: ReadonlyMap<number, string>;
  #end = 0;

  constructor(script: Script) {
    this.#script = script;
    this.#roles = new Map(script.sessions.map((one) => [one.serial, one.principalArn]));
  }

  note(draft: Draft, errorCode: string | undefined): void {
    const { account, at } = draft;
    this.#starts.set(account, Math.min(at, this.#starts.get(account) ?? at));
    this.#end = Math.max(this.#end, at);
    if (errorCode !== undefined) return;
    if (isChange(draft)) this.#see(draft, 'regionFirstWrite', draft.region);
    const role = this.#roles.get(draft.serial);
    if (role !== undefined && isForeign(draft)) this.#see(draft, 'roleFromForeignAccount', role);
  }

  finish(): Chronicle {
    return {
      starts: Object.fromEntries(this.#starts),
      end: this.#end,
      firsts: [...this.#firsts.values()],
    };
  }

  #see({ account, at, serial }: Draft, name: RuleName, value: string): void {
    const key = JSON.stringify([name, account, value]);
    const first = { name, account, value, at, eventID: this.#script.eventId(serial) };
    this.#firsts.set(key, earlier(first, this.#firsts.get(key)));
  }
}

/** Joins the chronicles of days. */
export function mergeChronicles(days: readonly Chronicle[]): Chronicle {
  const starts = new Map<string, number>();
  const firsts = new Map<string, First>();
  for (const day of days) {
    for (const [account, at] of Object.entries(day.starts)) {
      starts.set(account, Math.min(at, starts.get(account) ?? at));
    }
    for (const first of day.firsts) {
      const key = JSON.stringify([first.name, first.account, first.value]);
      firsts.set(key, earlier(first, firsts.get(key)));
    }
  }
  return {
    starts: Object.fromEntries(starts),
    end: Math.max(0, ...days.map(({ end }) => end)),
    firsts: [...firsts.values()],
  };
}

/** Of two in one second the one whose id sorts first. */
function earlier(one: First, other: First | undefined): First {
  if (other === undefined || one.at < other.at) return one;
  return one.at === other.at && one.eventID < other.eventID ? one : other;
}

/** A change that somebody made: not a service by itself or with its own role, and no sign-in. */
function isChange({ call, caller: { facts } }: Draft): boolean {
  const isService =
    facts.type === 'AWSService' ||
    call.eventType === 'AwsServiceEvent' ||
    (facts.principalArn ?? '').includes(':role/aws-service-role/');
  return !call.readOnly && !isService && call.source !== 'signin';
}

function isForeign({ caller: { facts } }: Draft): boolean {
  return facts.type === 'AWSAccount' && !ACCOUNTS.includes(facts.accountId ?? '');
}
