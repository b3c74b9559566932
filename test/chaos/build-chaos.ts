import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { brandAs, canonicalJson, type DayNumber, seededRng, UNWATCHED, type UserId } from '../../src/kernel/index.ts';
import { openDataFolder } from './data-folder.ts';
import { startDataProcess } from './data-process.ts';
import { CHAOS_MAPPING, writeFiles } from './import-chaos.ts';

interface Options {
  readonly folder: string;
  readonly kills: number;
  readonly rows: number;
  readonly seed: number;
}

type Folder = Awaited<ReturnType<typeof openDataFolder>>;

/** Builds as of these days give tables that all differ, for the facts are of the first nine days of 2026. */
const DAYS = [3, 5, 7, 9].map((day) => Date.UTC(2026, 0, day) / 86_400_000);

/** What a build gave: the values of all tags and the profiles, by person. */
interface Content {
  readonly tags: string;
  readonly profiles: string;
}

/**
 * Kills a build of tags again and again. After each death the newest release and the published profiles are each whole
 * and those of an undisturbed build of their day, and a start brings the profiles to the release.
 */
export async function runBuildChaos(options: Options): Promise<{ readonly deaths: Readonly<Record<string, number>> }> {
  const files = join(options.folder, 'files');
  writeFiles(files, options.rows);
  const expected = await undisturbed(join(options.folder, 'undisturbed'), files);
  const folder = join(options.folder, 'disturbed');
  await inFolder(folder, (opened) => opened.imports.run({ mapping: CHAOS_MAPPING, folder: files }, UNWATCHED));
  const rng = seededRng(options.seed, 'kills');
  const deaths: Record<string, number> = {};
  for (let kill = 0; kill < options.kills; kill++) {
    const asOf = DAYS[rng.below(DAYS.length)]!;
    const step = await dieWithin(folder, { asOf, waitMs: rng.below(400), isPublishing: kill % 3 === 0 });
    deaths[step] = (deaths[step] ?? 0) + 1;
    await inFolder(folder, (opened) => expectWhole(opened, expected));
  }
  for (const asOf of DAYS) {
    await inFolder(folder, async (opened) => {
      await opened.tags.build(asOf, UNWATCHED);
      await expectWhole(opened, expected);
      expect(opened.tags.current()?.asOf).toBe(asOf);
    });
  }
  return { deaths };
}

async function undisturbed(folder: string, files: string): Promise<ReadonlyMap<DayNumber, Content>> {
  return inFolder(folder, async (opened) => {
    await opened.imports.run({ mapping: CHAOS_MAPPING, folder: files }, UNWATCHED);
    const contents = new Map<DayNumber, Content>();
    for (const asOf of DAYS) {
      await opened.tags.build(asOf, UNWATCHED);
      contents.set(asOf, { tags: await tagsOf(opened), profiles: await profilesOf(opened) });
    }
    expect(new Set([...contents.values()].map(({ tags }) => tags)).size).toBe(DAYS.length);
    return contents;
  });
}

async function expectWhole(opened: Folder, expected: ReadonlyMap<DayNumber, Content>): Promise<void> {
  const release = opened.tags.current();
  const published = await opened.store.current();
  if (release) expect(await tagsOf(opened)).toBe(expected.get(release.asOf)?.tags);
  if (published) expect(await profilesOf(opened)).toBe(expected.get(published.asOf)?.profiles);
  await opened.profiles.catchUp(UNWATCHED);
  expect((await opened.store.current())?.version).toBe(release?.version);
  if (release) expect(await profilesOf(opened)).toBe(expected.get(release.asOf)?.profiles);
}

async function tagsOf({ tags }: Folder): Promise<string> {
  const rows: string[] = [];
  for await (const { userId, values } of tags.people(tags.current()!)) rows.push(canonicalJson([userId, values]));
  return digest(rows);
}

async function profilesOf({ engine, profiles }: Folder): Promise<string> {
  const people = await engine.rows<{ id: string }>('SELECT user_id AS id FROM dim_user ORDER BY user_id');
  const found = await profiles.findMany(people.map(({ id }) => brandAs<UserId>(id)));
  expect(new Set(found.map((profile) => profile?.version)).size).toBe(1);
  return digest(found.map((profile) => canonicalJson([profile?.userId ?? null, profile?.tags ?? null])));
}

function digest(rows: readonly string[]): string {
  return createHash('sha256').update(rows.toSorted().join('\n')).digest('hex');
}

/** Starts a build and kills it, some while after it began or began to publish; gives the step at which it died. */
async function dieWithin(
  folder: string,
  { asOf, waitMs, isPublishing }: { readonly asOf: DayNumber; readonly waitMs: number; readonly isPublishing: boolean },
): Promise<string> {
  let step = 'starting';
  const child = await startDataProcess(folder, (reply) => {
    if (reply.kind === 'step') step = reply.step;
    if (reply.kind === 'built') step = 'built';
    if (reply.kind === 'failed') step = `failed ${reply.message}`;
  });
  child.ask({ kind: 'build', asOf });
  while (isPublishing && !/^(publishing|built|failed)/.test(step)) await sleep(1);
  await sleep(isPublishing ? waitMs / 20 : waitMs);
  await child.kill();
  if (step.startsWith('failed')) throw new Error(step);
  return step;
}

async function inFolder<T>(path: string, work: (opened: Folder) => Promise<T>): Promise<T> {
  const opened = await openDataFolder(path);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
