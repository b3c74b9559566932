import type { UserId } from '../../kernel/index.ts';
import type { AudienceService } from '../audience/index.ts';
import type { CampaignRecord } from './campaign-store.ts';

/** Members of one page: large, because each page computes the audience again. */
const PAGE = 100_000;

/** Whom a campaign reaches, or would reach now: its snapshot, else the audience as it stands; by id in code-point order. */
export async function membersOf(
  { document, snapshotId = document.snapshotId }: CampaignRecord,
  audiences: Pick<AudienceService, 'members' | 'snapshotMembers'>,
): Promise<readonly UserId[]> {
  if (snapshotId !== undefined) return audiences.snapshotMembers(snapshotId);
  const members: UserId[] = [];
  let after: string | undefined;
  do {
    const query = { kind: 'in-audience', id: document.audienceId } as const;
    const page = await audiences.members(query, { limit: PAGE, ...(after !== undefined && { after }) });
    for (const userId of page.userIds) members.push(userId);
    after = page.next;
  } while (after !== undefined);
  return members;
}
