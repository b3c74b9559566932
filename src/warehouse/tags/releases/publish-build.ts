import { type Clock, TesseraError } from '../../../kernel/index.ts';
import type { SqlEngine } from '../../sql-engine.port.ts';
import { findBuild, type NotedBuild, nextPublication, releaseOf, writeState } from '../build-history.ts';
import type { Order, TagRelease } from '../tag-service.ts';
import type { NoteAction } from './note-action.ts';

export interface Decision {
  readonly version: number;
  readonly order: Order;
  readonly clock: Clock;
  readonly noteAction: NoteAction;
}

/** Makes a build the served one and notes who did it, in one step. Its values are there. */
export async function publishBuild(
  engine: SqlEngine,
  { version, order, clock, noteAction, served }: Decision & { readonly served: TagRelease | undefined },
): Promise<TagRelease> {
  return engine.transaction(async (session) => {
    const build = await findBuild(session, version);
    if (!build) throw new TesseraError('tags.build-not-found', { version });
    const published: NotedBuild = {
      ...build,
      state: 'published',
      publication: await nextPublication(session),
      decision: { ...order, at: clock.now() },
    };
    await writeState(session, published);
    await noteAction(session, {
      by: order.by,
      action: 'publish',
      subject: { kind: 'tag-build', id: String(version) },
      detail: { reason: order.reason, served: served?.version ?? null, problems: build.problems },
    });
    return releaseOf(published);
  });
}
