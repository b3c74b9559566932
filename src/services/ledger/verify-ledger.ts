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
  const stocks = byId(snapshot.stocks(), (stock) => stock.template.id);
  compare('template', stocks, replay.stocks, report);
  const budgets = byId(snapshot.budgets(), (budget) => budget.id);
  compare('budget', budgets, replay.budgets, report);
  const counts = [...snapshot.userCounts()].map((of) => [userCountKey(of.templateId, of.userId), of.count] as const);
  compare('count of', counts, replay.userCounts, report);
}

function compareCoupons(snapshot: LedgerSnapshot, replay: LedgerReplay, report: Report): void {
  const coupons = byId(snapshot.coupons(), (coupon) => coupon.id);
  compare('coupon', coupons, replay.coupons, report);
  const open = [...replay.coupons.values()].filter((coupon) => coupon.state === 'issued');
  const expiries = [...snapshot.expiries()].map((id) => [id, true] as const);
  compare('expiry of', expiries, new Map(open.map((coupon) => [coupon.id, true])), report);
  const listed = [...snapshot.userCoupons()].map((line) => [line.couponId, line.userId] as const);
  const owned = [...replay.coupons.values()].map((coupon) => [coupon.id, coupon.userId] as const);
  compare('owner of', listed, new Map(owned), report);
}

function byId<T>(values: Iterable<T>, idOf: (value: T) => string): readonly (readonly [string, T])[] {
  return [...values].map((value) => [idOf(value), value] as const);
}

function compare(
  what: string,
  held: readonly (readonly [id: string, value: unknown])[],
  journaled: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const [id, value] of held) {
    if (seen.has(id)) report(`${what} ${id} is held twice`);
    seen.add(id);
    if (!journaled.has(id)) report(`${what} ${id} is held, but not journaled`);
    else if (canonicalJson(journaled.get(id)) !== canonicalJson(value))
      report(`${what} ${id} differs from the journal`);
  }
  for (const id of journaled.keys()) if (!seen.has(id)) report(`${what} ${id} is journaled, but not held`);
}
