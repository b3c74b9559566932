import { type Instant, TesseraError } from '../../kernel/index.ts';
import type { CampaignDocument } from './campaign.ts';
import { isOver, nextState } from './campaign-state.ts';
import type { CampaignRecord } from './campaign-store.ts';
import { diffDocuments } from './diff-documents.ts';

/**
 * The record after a document is applied; the same record where nothing changes. Throws `campaign.over`, and
 * `campaign.running` where more than the budget of a running campaign would change.
 */
export function applyDocument(
  record: CampaignRecord | undefined,
  given: CampaignDocument,
  now: Instant,
): CampaignRecord {
  const document = withoutFrozen(record, given);
  if (!record) return { document, version: 1, state: 'draft', createdAt: now };
  const changes = diffDocuments(record.document, document);
  if (changes.length === 0) return record;
  const { state } = record;
  if (isOver(state)) throw new TesseraError('campaign.over', { id: document.id, state });
  const other = changes.find(({ field }) => !field.startsWith('budget.'));
  if (state === 'running' && other) throw new TesseraError('campaign.running', { id: document.id, field: other.field });
  return { ...record, document, version: record.version + 1, state: nextState(state, 'revise') ?? state };
}

/** A document as it was read from a launched campaign names the snapshot that the launch froze: that is no change. */
export function withoutFrozen(record: CampaignRecord | undefined, document: CampaignDocument): CampaignDocument {
  const { snapshotId, ...rest } = document;
  const isFrozenByLaunch = record !== undefined && record.document.snapshotId === undefined;
  return isFrozenByLaunch && snapshotId !== undefined && snapshotId === record.snapshotId ? rest : document;
}
