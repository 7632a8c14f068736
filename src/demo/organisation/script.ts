import type { Call, Caller, Draft, Fault, Place, WriteBody } from './model.ts';
import { type DaySpan, HOUR, MINUTE } from './moment.ts';
import { eventStream, Random } from './random.ts';
import type { World } from './world/stock.ts';

/** When and where a call is made, and what is special about it. */
export interface Occasion extends Place {
  readonly at: number;
  readonly fault?: Fault;
  readonly body?: WriteBody;
  readonly shared?: number;
}

/** A session that was issued on this day, for the truth file. */
export interface IssuedSession {
  readonly accessKeyId: string;
  readonly principalArn: string;
  readonly parent: string | null;
  readonly origin: string;
  readonly actor: string;
  readonly startedAt: number;
  /** Of the issuing draft. */
  readonly serial: number;
  readonly planted: boolean;
}

/** A session as whoever issues it enters it. */
export type SessionEntry = Omit<IssuedSession, 'planted'>;

/** One day in the making: collects its calls up to a limit. */
export class Script {
  readonly world: World;
  readonly day: DaySpan;
  readonly random: Random;
  readonly drafts: Draft[] = [];
  readonly sessions: IssuedSession[] = [];
  /** While stories are planted, their sessions are marked. */
  planting = false;
  readonly #seed: number;
  readonly #limit: number;
  readonly #kept = new Map<string, unknown>();
  #closed = false;

  constructor(world: World, day: DaySpan, seed: number, limit: number) {
    this.world = world;
    this.day = day;
    this.#seed = seed;
    this.random = new Random(seed, day.index, 0x5c819);
    this.#limit = limit;
  }

  get full(): boolean {
    return this.#closed || this.drafts.length >= this.#limit;
  }

  /** Whether `count` more calls fit. If not, the script closes: what belongs together is not cut in two. */
  room(count: number): boolean {
    if (this.drafts.length + count > this.#limit) this.#closed = true;
    return !this.#closed;
  }

  /** Opens a closed script for single calls that need no session, to reach the limit. */
  reopen(): void {
    this.#closed = false;
  }

  /** Undefined when the script is full; a call that depends on this one is then not added either. */
  add(call: Call, caller: Caller, occasion: Occasion): Draft | undefined {
    if (this.full) return undefined;
    const draft: Draft = {
      serial: this.drafts.length,
      call,
      caller,
      account: occasion.account,
      region: call.global ? 'us-east-1' : occasion.region,
      at: Math.min(occasion.at, this.day.last),
      ...(occasion.fault && { fault: occasion.fault }),
      ...(occasion.body && { body: occasion.body }),
      ...(occasion.shared !== undefined && { shared: occasion.shared }),
    };
    this.drafts.push(draft);
    return draft;
  }

  enter(session: SessionEntry): void {
    this.sessions.push({ ...session, planted: this.planting });
  }

  /** What was made before under this key on this day, else makes it. */
  keep<T>(key: string, make: () => T): T {
    const known = this.#kept.get(key);
    if (known !== undefined) return known as T;
    const made = make();
    this.#kept.set(key, made);
    return made;
  }

  eventId(serial: number): string {
    return eventStream(new Random(0, 0, 0), this.#seed, this.day.index, serial).uuid();
  }

  time(hour: number, minute = 0, second = 0): number {
    return this.day.start + hour * HOUR + minute * MINUTE + second * 1000;
  }
}
