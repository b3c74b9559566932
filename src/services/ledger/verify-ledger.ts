import { setImmediate as nextTurn } from 'node:timers/promises';
import { canonicalJson } from '../../kernel/index.ts';
import { chainHash, GENESIS_HASH, openEntry, type SealedEntry } from './journal-chain.ts';
import { createReplay, type LedgerReplay, userCountKey } from './ledger-replay.ts';
import type { Answer } from './ledger-state.ts';
import type { Budget, Coupon, Stock, VerifyReport } from './ledger-store.port.ts';

/** Everything that a store holds, as it was at one moment. */
export interface LedgerSnapshot {
  /** In order of seq, from 1. */
  journal(): Iterable<SealedEntry>;
  /** Where the store believes that the journal ends. */
  readonly head: { readonly seq: number; readonly hash: string };
  stocks(): Iterable<Stock>;
  budgets(): Iterable<Budget>;
  coupons(): Iterable<Coupon>;
  userCounts(): Iterable<{ readonly templateId: string; readonly userId: string; readonly count: number }>;
  /** Every coupon by the person's list that it stands in. */
  userCoupons(): Iterable<{ readonly userId: string; readonly couponId: string }>;
  /** Ids in the queue of expiries. */
  expiries(): Iterable<string>;
  answer(key: string): Answer | undefined;
  /** How many keys made a journal entry. */
  answersWithEntry(): number;
}

const MOST_PROBLEMS = 100;
const ENTRIES_PER_TURN = 2_000;

/** Checks the chain and every law entry by entry, then compares what the journal adds up to with what is held. */
export async function verifyLedger(snapshot: LedgerSnapshot): Promise<VerifyReport> {
  const problems: string[] = [];
  const report = (problem: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  };
  const replay = createReplay(report);
  const entries = await walk(snapshot, replay, report);
  await nextTurn();
  compareCounters(snapshot, replay, report);
  await nextTurn();
  compareCoupons(snapshot, replay, report);
  return { entries, isSound: problems.length === 0, problems };
}

type Report = (problem: string) => void;

async function walk(snapshot: LedgerSnapshot, replay: LedgerReplay, report: Report): Promise<number> {
  let seq = 0;
  let keyed = 0;
  let hash = GENESIS_HASH;
  for (const sealed of snapshot.journal()) {
    seq++;
    if (chainHash(hash, sealed.text) !== sealed.hash) report(`entry ${seq}: the hash chain breaks`);
    hash = sealed.hash;
    const entry = parseEntry(sealed);
    if (!entry) {
      report(`entry ${seq}: cannot be read`);
      continue;
    }
    if (entry.seq !== seq) report(`entry ${seq}: carries seq ${entry.seq}`);
    replay.apply(entry);
    if (entry.key !== undefined) {
      keyed++;
      const answer = snapshot.answer(entry.key);
      if (!answer || !('seq' in answer) || answer.seq !== seq) report(`entry ${seq}: its key answers otherwise`);
    }
    if (seq % ENTRIES_PER_TURN === 0) await nextTurn();
  }
  if (snapshot.head.seq !== seq || snapshot.head.hash !== hash)
    report(`the journal ends at ${seq}, but the head says ${snapshot.head.seq}`);
  if (snapshot.answersWithEntry() !== keyed) report('there are keys that answer with an entry not theirs');
  return seq;
}

function parseEntry(sealed: SealedEntry) {
  try {
    return openEntry(sealed);
  } catch {
    return undefined;
  }
}

function compareCounters(snapshot: LedgerSnapshot, replay: LedgerReplay, report: Report): void {
  compareMaps('template', new Map([...snapshot.stocks()].map((s) => [s.template.id, s])), replay.stocks, report);
  compareMaps('budget', new Map([...snapshot.budgets()].map((b) => [b.id, b])), replay.budgets, report);
  const held = [...snapshot.userCounts()].map((c) => [userCountKey(c.templateId, c.userId), c.count] as const);
  compareMaps('count of', new Map(held), replay.userCounts, report);
}

function compareCoupons(snapshot: LedgerSnapshot, replay: LedgerReplay, report: Report): void {
  compareMaps('coupon', new Map([...snapshot.coupons()].map((c) => [c.id, c])), replay.coupons, report);
  const open = [...replay.coupons.values()].filter((coupon) => coupon.state === 'issued');
  compareMaps('expiry of', toSet(snapshot.expiries()), toSet(open.map((coupon) => coupon.id)), report);
  const listed = [...snapshot.userCoupons()].map((line) => [line.couponId, line.userId] as const);
  const owned = [...replay.coupons.values()].map((coupon) => [coupon.id, coupon.userId] as const);
  compareMaps('owner of', new Map(listed), new Map(owned), report);
}

function toSet(ids: Iterable<string>): Map<string, true> {
  return new Map([...ids].map((id) => [id, true]));
}

function compareMaps(
  what: string,
  held: ReadonlyMap<string, unknown>,
  journaled: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  for (const [id, value] of journaled) {
    if (!held.has(id)) report(`${what} ${id} is journaled, but not held`);
    else if (canonicalJson(held.get(id)) !== canonicalJson(value)) report(`${what} ${id} differs from the journal`);
  }
  for (const id of held.keys()) if (!journaled.has(id)) report(`${what} ${id} is held, but not journaled`);
}
