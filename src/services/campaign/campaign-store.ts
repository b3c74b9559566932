import {
  type CampaignId,
  type DocumentStore,
  type Instant,
  nearestName,
  type SnapshotId,
  TesseraError,
} from '../../kernel/index.ts';
import type { CampaignDocument, CampaignState } from './campaign.ts';

/** A campaign as it is kept. */
export interface CampaignRecord {
  readonly document: CampaignDocument;
  /** Counts the changes of the document. */
  readonly version: number;
  readonly state: CampaignState;
  readonly createdAt: Instant;
  readonly launchedAt?: Instant;
  readonly stoppedAt?: Instant;
  /** Whom it issues to and by which flow, fixed at launch. */
  readonly snapshotId?: SnapshotId;
  readonly flowVersion?: number;
  /** How far a running campaign's issuing is; what is under way goes on by itself after a restart. */
  readonly issuing?: 'under-way' | 'paused' | 'done';
}

const COLLECTION = 'campaigns';

/** Campaign records over a document store. */
export class CampaignStore {
  readonly #documents: DocumentStore;

  constructor(documents: DocumentStore) {
    this.#documents = documents;
  }

  async find(id: CampaignId): Promise<CampaignRecord | undefined> {
    return (await this.#documents.find<CampaignRecord>(COLLECTION, id))?.value;
  }

  /** Throws `campaign.not-found` with the nearest id. */
  async get(id: CampaignId): Promise<CampaignRecord> {
    const record = await this.find(id);
    if (record) return record;
    const near = nearestName(
      id,
      (await this.list()).map(({ document }) => document.id),
    );
    throw new TesseraError('campaign.not-found', { id, suggestion: near ? `; did you mean "${near}"?` : '' });
  }

  /** By id. */
  async list(): Promise<readonly CampaignRecord[]> {
    return (await this.#documents.list<CampaignRecord>(COLLECTION)).map(({ value }) => value);
  }

  /**
   * Replaces a record by what `change` makes of it, again when someone else was faster. A change that throws, or gives
   * the same record back, writes nothing.
   */
  async update(
    id: CampaignId,
    change: (record: CampaignRecord | undefined) => CampaignRecord,
  ): Promise<CampaignRecord> {
    for (;;) {
      const stored = await this.#documents.find<CampaignRecord>(COLLECTION, id);
      const value = change(stored?.value);
      if (value === stored?.value) return value;
      const result = await this.#documents.put(COLLECTION, id, { value, expectedVersion: stored?.version ?? 0 });
      if (result.kind === 'stored') return value;
    }
  }
}
