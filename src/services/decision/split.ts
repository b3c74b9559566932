import { hashText, type UserId } from '../../kernel/index.ts';
import type { SplitNode } from './flow.ts';

/** Whether a person is in the holdout of a split: the same answer for ever, independent of splits with another salt. */
export function isHeldOut(node: SplitNode, userId: UserId): boolean {
  return hashText(userId, hashText(node.salt)) / 2 ** 32 < node.holdoutShare;
}
