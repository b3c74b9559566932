import type { Clock } from '../kernel/index.ts';
import type { Workspace } from '../warehouse/workspace/index.ts';

/** The machine's clock, moved by the folder's offset (the demo's starts where its history ends). */
export function folderClock(workspace: Workspace): Clock {
  return { now: () => Date.now() + (workspace.settings()?.clockOffsetMs ?? 0) };
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
