import { createHash } from 'node:crypto';
import {
  type AudienceId,
  brandAs,
  type Clock,
  canonicalJson,
  type DocumentStore,
  type SnapshotId,
  TesseraError,
  type UserId,
} from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { SelectionAnswer } from './audience-index.port.ts';
import type { Audience, AudienceSnapshot } from './audience-service.ts';

const COLLECTION = 'audience-snapshots';

/** Snapshots whose members stay in memory, the ones used last. */
const KEPT = 8;

/** SQL for the ids of a snapshot in code-point order; `id` is a bound place. */
export function snapshotMembersSql(id: string): string {
  return `SELECT u.user_id FROM audience_snapshot_member m JOIN user_login u ON u.account_key = m.user_key WHERE m.snapshot_id = ${id} ORDER BY u.user_id`;
}

interface Members {
  readonly userIds: readonly UserId[];
  set?: ReadonlySet<UserId>;
}

/** Frozen members: what a snapshot is as a document, who is in it in the warehouse. The document is written last. */
export class SnapshotStore {
  readonly #engine: SqlEngine;
  readonly #documents: DocumentStore;
  readonly #clock: Clock;
  readonly #members = new Map<string, Promise<Members>>();

  constructor(deps: { readonly engine: SqlEngine; readonly documents: DocumentStore; readonly clock: Clock }) {
    this.#engine = deps.engine;
    this.#documents = deps.documents;
    this.#clock = deps.clock;
  }

  /** Not to be called while another freeze is under way. */
  async freeze(audience: Audience, { release, userIds, userKeys }: SelectionAnswer): Promise<AudienceSnapshot> {
    const id = await this.#nextId(audience.id);
    const { tree, text } = audience;
    const snapshot: AudienceSnapshot = {
      id,
      audienceId: audience.id,
      tree,
      text,
      tagVersion: release.version,
      asOf: release.asOf,
      count: userIds.length,
      sha256: hashOf({ tree, tagVersion: release.version, asOf: release.asOf }, userIds),
      frozenAt: this.#clock.now(),
    };
    await this.#engine.transaction(async (session) => {
      // A process that died between members and document left members of this id behind.
      await session.run('DELETE FROM audience_snapshot_member WHERE snapshot_id = $1', [id]);
      const columns = { snapshot_id: Array.from(userKeys, () => id), user_key: Array.from(userKeys) };
      await session.append('audience_snapshot_member', columns);
    });
    const result = await this.#documents.put(COLLECTION, id, { value: snapshot, expectedVersion: 0 });
    if (result.kind === 'conflict') throw new Error(`the snapshot ${id} was frozen twice`);
    return snapshot;
  }

  /** Newest first. */
  async list(audienceId?: string): Promise<readonly AudienceSnapshot[]> {
    const all = (await this.#documents.list<AudienceSnapshot>(COLLECTION)).map(({ value }) => value);
    return all
      .filter((snapshot) => audienceId === undefined || snapshot.audienceId === audienceId)
      .sort((a, b) => numberOf(b.id) - numberOf(a.id));
  }

  async get(id: string): Promise<AudienceSnapshot> {
    const document = await this.#documents.find<AudienceSnapshot>(COLLECTION, id);
    if (!document) throw new TesseraError('snapshot.not-found', { id });
    return document.value;
  }

  async members(id: string): Promise<readonly UserId[]> {
    return (await this.#load(id)).userIds;
  }

  async has(id: string, userId: UserId): Promise<boolean> {
    const members = await this.#load(id);
    members.set ??= new Set(members.userIds);
    return members.set.has(userId);
  }

  async #load(id: string): Promise<Members> {
    const known = this.#members.get(id);
    const members = known ?? this.#read(id);
    this.#members.delete(id);
    this.#members.set(id, members);
    if (this.#members.size > KEPT) this.#members.delete(this.#members.keys().next().value!);
    return members;
  }

  async #read(id: string): Promise<Members> {
    try {
      await this.get(id);
      const [userIds] = await this.#engine.columns(snapshotMembersSql('$1'), [id]);
      return { userIds: userIds!.values as readonly UserId[] };
    } catch (error) {
      this.#members.delete(id);
      throw error;
    }
  }

  async #nextId(audienceId: AudienceId): Promise<SnapshotId> {
    const [newest] = await this.list(audienceId);
    return brandAs<SnapshotId>(`${audienceId}@${newest ? numberOf(newest.id) + 1 : 1}`);
  }
}

const numberOf = (id: SnapshotId): number => Number(id.slice(id.lastIndexOf('@') + 1));

function hashOf(header: Pick<AudienceSnapshot, 'tree' | 'tagVersion' | 'asOf'>, userIds: readonly UserId[]): string {
  const hash = createHash('sha256').update(canonicalJson(header));
  for (const userId of userIds) hash.update('\n').update(JSON.stringify(userId));
  return hash.digest('hex');
}
