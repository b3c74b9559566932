import { TesseraError } from '../../kernel/index.ts';
import type { AudienceService } from '../audience/index.ts';
import type { FlowService } from '../decision/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { CampaignDocument } from './campaign.ts';

export interface DocumentWorld {
  readonly audiences: Pick<AudienceService, 'get' | 'getSnapshot'>;
  readonly ledger: Pick<LedgerService, 'findStock'>;
  readonly flows: Pick<FlowService, 'get'>;
}

/** Holds a document to what exists. Throws what is missing as its own error, and `campaign.invalid` for the rest. */
export async function checkDocument(document: CampaignDocument, world: DocumentWorld): Promise<void> {
  const { startsAt, endsAt } = document.schedule;
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt)
    throw invalid('schedule.endsAt', 'is not after its start');
  if (document.templateIds.length === 0) throw invalid('templateIds', 'names no template');
  if (new Set(document.templateIds).size < document.templateIds.length)
    throw invalid('templateIds', 'names a template twice');
  await world.audiences.get(document.audienceId);
  await checkSnapshot(document, world);
  await world.flows.get(document.flowId);
  for (const id of document.templateIds)
    if (!(await world.ledger.findStock(id))) throw new TesseraError('template.not-found', { id });
}

async function checkSnapshot(
  { snapshotId, audienceId }: CampaignDocument,
  { audiences }: DocumentWorld,
): Promise<void> {
  if (snapshotId === undefined) return;
  const snapshot = await audiences.getSnapshot(snapshotId);
  if (snapshot.audienceId !== audienceId)
    throw invalid('snapshotId', `is of audience "${snapshot.audienceId}", not of "${audienceId}"`);
}

export function invalid(field: string, problem: string): TesseraError {
  return new TesseraError('campaign.invalid', { field, problem });
}
