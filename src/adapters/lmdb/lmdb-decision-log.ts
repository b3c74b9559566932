import { type Database, open, type RootDatabase } from 'lmdb';
import { brandAs, type CampaignId, type DecisionId, type UserId } from '../../kernel/index.ts';
import type {
  Decision,
  DecisionLog,
  DecisionPage,
  DecisionQuery,
  OutcomeCount,
} from '../../services/decision/index.ts';
import { asEngineFault } from './lmdb-ledger-commit.ts';
import { keyPart } from './lmdb-ledger-tables.ts';

/** Opens (or creates) the folder of a decision log. */
export function openLmdbDecisionLog(path: string): DecisionLog {
  return new LmdbDecisionLog(path);
}

/** A list of decisions: all, or those of one person, campaign, reason, or campaign and reason. */
type ListName = string;

class LmdbDecisionLog implements DecisionLog {
  readonly #path: string;
  readonly #root: RootDatabase;
  readonly #decisions: Database<Decision, string>;
  /** [list, seq] → decision id. Seq counts up from 1 in the list of all. */
  readonly #lists: Database<string, [list: ListName, seq: number]>;
  /** [campaign, outcome, reason or ''] */
  readonly #counts: Database<number, [campaign: string, outcome: string, reason: string]>;

  /** The ledger's durability: a transaction that has resolved is on disk (see `openLedgerTables`). */
  constructor(path: string) {
    this.#path = path;
    this.#root = open({ path, overlappingSync: false, eventTurnBatching: false, noSubdir: false });
    this.#decisions = this.#root.openDB({ name: 'decisions', encoding: 'json', compression: true });
    this.#lists = this.#root.openDB({ name: 'lists', encoding: 'json' });
    this.#counts = this.#root.openDB({ name: 'counts', encoding: 'json' });
  }

  async append(decisions: readonly Decision[]): Promise<void> {
    if (decisions.length === 0) return;
    await this.#commit(() => {
      let seq = this.#lastSeq();
      for (const decision of decisions) {
        if (this.#decisions.doesExist(decision.id)) continue;
        seq++;
        this.#decisions.putSync(decision.id, decision);
        for (const list of listsOf(decision)) this.#lists.putSync([list, seq], decision.id);
        this.#count(decision);
      }
    });
  }

  async find(id: DecisionId): Promise<Decision | undefined> {
    return this.#decisions.get(keyPart(id));
  }

  async findMany(ids: readonly DecisionId[]): Promise<readonly (Decision | undefined)[]> {
    return ids.map((id) => this.#decisions.get(keyPart(id)));
  }

  async list(query: DecisionQuery, { limit, after }: DecisionPage) {
    const list = narrowestList(query);
    const before = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after);
    const entries = this.#lists.getRange({
      start: [list, before],
      end: [list, 0],
      reverse: true,
      exclusiveStart: true,
    });
    const decisions: Decision[] = [];
    let last = before;
    for (const { key, value } of entries) {
      const decision = this.#decisions.get(value);
      if (!decision || !fits(decision, query)) continue;
      if (decisions.length === limit) return { decisions, next: String(last) };
      decisions.push(decision);
      last = key[1];
    }
    return { decisions };
  }

  async countsOf(campaignId: CampaignId): Promise<readonly OutcomeCount[]> {
    const campaign = keyPart(campaignId);
    const range = this.#counts.getRange({ start: [campaign, '', ''], end: [campaign, '~', ''] });
    return [...range].map(({ key: [, outcome, reason], value: count }): OutcomeCount => {
      const named = { outcome: outcome as OutcomeCount['outcome'], count };
      return reason === '' ? named : { ...named, reason: reason as NonNullable<OutcomeCount['reason']> };
    });
  }

  async countOf(userId: UserId): Promise<number> {
    return this.#lists.getKeysCount(listRange(userList(userId)));
  }

  async forget(userId: UserId): Promise<number> {
    let forgotten = 0;
    await this.#commit(() => {
      const list = userList(userId);
      for (const { key, value } of [...this.#lists.getRange(listRange(list))]) {
        const decision = this.#decisions.get(value);
        if (!decision) continue;
        this.#lists.removeSync([list, key[1]]);
        this.#decisions.putSync(decision.id, ofNobody(decision));
        forgotten++;
      }
    });
    return forgotten;
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  /** A child transaction, because only those are undone when their callback throws. */
  async #commit(write: () => void): Promise<void> {
    try {
      await this.#root.childTransaction(write);
    } catch (error) {
      throw asEngineFault(error, this.#path);
    }
  }

  #lastSeq(): number {
    const range = { start: ['all', Number.MAX_SAFE_INTEGER], end: ['all', 0], reverse: true, limit: 1 } as const;
    for (const [, seq] of this.#lists.getKeys(range as object)) return seq;
    return 0;
  }

  #count({ campaignId, outcome, reason }: Decision): void {
    if (campaignId === undefined) return;
    const key: [string, string, string] = [keyPart(campaignId), outcome, reason ?? ''];
    this.#counts.putSync(key, (this.#counts.get(key) ?? 0) + 1);
  }
}

/** A list as it was written, oldest first. */
function listRange(list: ListName) {
  return { start: [list, 0], end: [list, Number.MAX_SAFE_INTEGER] } as {
    start: [string, number];
    end: [string, number];
  };
}

const NOBODY = brandAs<UserId>('(erased)');

/** A decision that is still counted, and can no longer be told of anyone. */
function ofNobody(decision: Decision): Decision {
  return {
    ...decision,
    key: '(erased)',
    userId: NOBODY,
    inputs: { ...decision.inputs, userId: NOBODY, tags: {} },
  };
}

function listsOf({ userId, campaignId, reason }: Decision): readonly ListName[] {
  const lists = ['all', userList(userId)];
  if (campaignId !== undefined) lists.push(campaignList(campaignId));
  if (reason !== undefined) lists.push(`reason ${reason}`);
  if (campaignId !== undefined && reason !== undefined) lists.push(campaignList(campaignId, reason));
  return lists;
}

/** The shortest list that holds every decision asked for. */
function narrowestList({ userId, campaignId, reason }: DecisionQuery): ListName {
  if (userId !== undefined) return userList(userId);
  if (campaignId !== undefined) return campaignList(campaignId, reason);
  return reason === undefined ? 'all' : `reason ${reason}`;
}

/** `keyPart` leaves no blank in an id, so lists of different kinds never share a name. */
function userList(userId: string): ListName {
  return `user ${keyPart(userId)}`;
}

function campaignList(campaignId: string, reason?: string): ListName {
  return `campaign ${keyPart(campaignId)} ${reason ?? ''}`;
}

function fits(decision: Decision, { userId, campaignId, reason }: DecisionQuery): boolean {
  if (userId !== undefined && decision.userId !== userId) return false;
  if (campaignId !== undefined && decision.campaignId !== campaignId) return false;
  return reason === undefined || decision.reason === reason;
}
