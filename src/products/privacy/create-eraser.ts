import { createHash } from 'node:crypto';
import {
  brandAs,
  type Clock,
  type DocumentStore,
  type JobContext,
  TesseraError,
  type UserId,
} from '../../kernel/index.ts';
import type { DecisionLog } from '../../services/decision/index.ts';
import type { PersonVault } from '../../services/ledger/index.ts';
import {
  countArchived,
  countRows,
  type ErasedPerson,
  type ErasureLog,
  eraseArchived,
  eraseRows,
  findErasedPerson,
  isErasedSql,
  loadErasures,
} from '../../warehouse/erase/index.ts';
import type { IdentityLimits } from '../../warehouse/identity/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { Eraser, ErasureReport } from './eraser.ts';

export interface EraserDeps {
  readonly engine: SqlEngine;
  readonly documents: DocumentStore;
  readonly decisions: Pick<DecisionLog, 'countOf' | 'forget'>;
  readonly vault: PersonVault;
  readonly log: ErasureLog;
  readonly clock: Clock;
  readonly limits: IdentityLimits;
  /** Folder of older tag builds. */
  readonly archiveDirectory: string;
  /** Brings everything that was accepted into the facts. */
  readonly settle: () => Promise<void>;
  /** Loads profiles and audiences anew, without the person. */
  readonly reload: (job: JobContext) => Promise<void>;
  /** Notes that freed pages still hold bytes: files are written anew when the folder is closed. */
  readonly onErased: () => void;
}

const REPORTS = 'erasures';
/** Kept answers of writes, which may name people. */
const ANSWERS = 'idempotency';

export function createEraser(deps: EraserDeps): Eraser {
  const { engine, documents, log, clock } = deps;

  const erasePerson = async (person: ErasedPerson, actor: string, job: JobContext): Promise<ErasureReport> => {
    job.report({ step: 'searching', done: 0, total: 3 });
    const before = await countPlaces(deps, person);
    const at = clock.now();
    // First of all: whatever stops the rest, the next start goes on by this.
    await log.append(entriesOf(person, log.salt, at));
    job.report({ step: 'erasing', done: 1, total: 3 });
    await eraseEverywhere(deps, person);
    await deps.reload(job);
    deps.onErased();
    job.report({ step: 'searching again', done: 2, total: 3 });
    const after = await countPlaces(deps, person);
    const places = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    const report: ErasureReport = {
      subject: hashOf(log.salt, person.logins[0]!),
      erasedAt: at,
      actor,
      logins: person.logins.length,
      devices: person.devices.length,
      places: places.map((place) => ({ place, before: before[place] ?? 0, after: after[place] ?? 0 })),
      isGone: places.every((place) => (after[place] ?? 0) === 0),
    };
    await documents.put(REPORTS, `${String(at).padStart(15, '0')}-${report.subject.slice(0, 16)}`, { value: report });
    return report;
  };

  const eraseById = async (userId: string, actor: string, job: JobContext): Promise<ErasureReport> => {
    const person = await engine.transaction((session) => findErasedPerson(session, userId));
    if (!person) throw new TesseraError('person.not-found', { id: userId.slice(0, 200) });
    return erasePerson(person, actor, job);
  };

  return {
    async erase({ userId, confirm, actor }, job) {
      if (confirm !== userId) throw new TesseraError('erase.unconfirmed', { confirm: confirm.slice(0, 200) });
      await deps.settle();
      return eraseById(userId, actor, job);
    },
    async eraseAgain(job) {
      await engine.transaction((session) => loadErasures(session, log));
      if (log.entries().length === 0) return 0;
      const back = await engine.rows<{ user_id: string }>(
        `SELECT user_id FROM user_login WHERE ${isErasedSql('user_id', 'user')} ORDER BY user_id`,
      );
      for (const { user_id } of back) {
        const person = await engine.transaction((session) => findErasedPerson(session, user_id));
        if (person) await erasePerson(person, 'erasure log', job); // erased with another login of the same person
      }
      return back.length;
    },
    reports: async () => (await documents.list<ErasureReport>(REPORTS)).map(({ value }) => value).reverse(),
  };
}

async function eraseEverywhere(deps: EraserDeps, person: ErasedPerson): Promise<void> {
  const { engine, documents, decisions, vault, log } = deps;
  await engine.transaction(async (session) => {
    await eraseRows(session, person, deps.limits);
    await loadErasures(session, log);
  });
  await eraseArchived(engine, deps.archiveDirectory, person);
  for (const login of person.logins) {
    await decisions.forget(brandAs<UserId>(login));
    await vault.destroy(brandAs<UserId>(login));
  }
  for (const { id } of await answersNaming(deps, person)) await documents.remove(ANSWERS, id);
}

/** Searches all places anew. */
async function countPlaces(deps: EraserDeps, person: ErasedPerson): Promise<Readonly<Record<string, number>>> {
  const { engine, decisions, vault } = deps;
  const counts: Record<string, number> = {};
  const add = (place: string, count: number) => {
    if (count > 0) counts[place] = (counts[place] ?? 0) + count;
  };
  const rows = await engine.transaction((session) => countRows(session, person));
  for (const [table, count] of Object.entries(rows)) add(`warehouse: ${table}`, count);
  add('older tag builds', await countArchived(engine, deps.archiveDirectory, person));
  for (const login of person.logins) {
    const id = brandAs<UserId>(login);
    add('decision log', await decisions.countOf(id));
    add('ledger: key of the token', vault.findToken(id) === undefined ? 0 : 1);
  }
  add('kept answers', (await answersNaming(deps, person)).length);
  return counts;
}

async function answersNaming({ documents }: EraserDeps, { logins, devices }: ErasedPerson) {
  const ids = [...logins, ...devices].map((id) => JSON.stringify(id));
  const all = await documents.list(ANSWERS);
  return all.filter(({ value }) => {
    const text = JSON.stringify(value);
    return ids.some((id) => text.includes(id));
  });
}

function entriesOf({ logins, devices }: ErasedPerson, salt: string, at: number) {
  return [
    ...logins.map((id) => ({ hash: hashOf(salt, id), kind: 'user' as const, at })),
    ...devices.map((id) => ({ hash: hashOf(salt, id), kind: 'device' as const, at })),
  ];
}

function hashOf(salt: string, id: string): string {
  return createHash('sha256').update(`${salt}${id}`).digest('hex');
}
