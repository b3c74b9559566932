import { TesseraError } from '../../../kernel/index.ts';
import type { SqlEngine, SqlSession } from '../../sql-engine.port.ts';
import { findBuild, type NotedBuild, summariseBuilds, writeState } from '../build-history.ts';
import type { BuildDecision, TagBuild } from '../tag-service.ts';
import { dropValues } from './keep-releases.ts';
import type { Decision } from './publish-build.ts';

/** Gives up a held build: its values go, what it was stays in the history. */
export async function discardBuild(
  engine: SqlEngine,
  { version, order, clock, noteAction }: Decision,
): Promise<TagBuild> {
  return engine.transaction(async (session) => {
    const build = await findBuild(session, version);
    if (!build) throw new TesseraError('tags.build-not-found', { version });
    if (build.state !== 'held') throw new TesseraError('tags.build-not-held', { version, state: build.state });
    const discarded = await giveUp(session, build, { ...order, at: clock.now() });
    await noteAction(session, {
      by: order.by,
      action: 'discard',
      subject: { kind: 'tag-build', id: String(version) },
      detail: { reason: order.reason, problems: build.problems },
    });
    return discarded;
  });
}

/** A newer build takes the place of those that are still held: nobody needs to decide about them any more. */
export async function supersedeHeld(
  session: SqlSession,
  by: { readonly version: number; readonly at: number },
): Promise<void> {
  const held = (await summariseBuilds(session)).filter(
    ({ state, version }) => state === 'held' && version < by.version,
  );
  for (const { version } of held) {
    const build = (await findBuild(session, version))!;
    await giveUp(session, build, { by: 'tessera', at: by.at, reason: `superseded by version ${by.version}` });
  }
}

async function giveUp(session: SqlSession, build: NotedBuild, decision: BuildDecision): Promise<NotedBuild> {
  await dropValues(session, build);
  const discarded: NotedBuild = { ...build, state: 'discarded', storedAs: 'nothing', decision };
  await writeState(session, discarded);
  return discarded;
}
