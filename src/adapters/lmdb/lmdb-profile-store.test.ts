import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeProfileStore } from '../../services/profile/profile-store.conformance.ts';
import { openLmdbProfileStore } from './lmdb-profile-store.ts';

const temporary = () => mkdtempSync(join(tmpdir(), 'tessera-profiles-'));
const release = { version: 1, asOf: 17_532, builtAt: 0, tagIds: ['a'] };

describe('LMDB profiles', () => {
  describeProfileStore(async () => openLmdbProfileStore(temporary()));

  it('keeps them over a restart', async () => {
    const path = temporary();
    const first = openLmdbProfileStore(path);
    await first.publish(release, [{ userId: '900', values: [7] }]);
    await first.close();
    const second = openLmdbProfileStore(path);
    expect([await second.current(), (await second.find('900'))?.tags]).toEqual([release, { a: 7 }]);
    await second.close();
  });

  it('keeps the old version when the process is killed in the middle of a publish', async () => {
    const path = temporary();
    const before = openLmdbProfileStore(path);
    await before.publish(release, [{ userId: 'old', values: [1] }]);
    await before.close();
    expect(await killedWhilePublishing(path)).toBe('SIGKILL');
    const after = openLmdbProfileStore(path);
    expect([await after.current(), (await after.find('old'))?.tags, await after.find('u1')]).toEqual([
      release,
      { a: 1 },
      undefined,
    ]);
    await after.publish({ ...release, version: 2 }, [{ userId: 'new', values: [2] }]);
    expect([(await after.find('new'))?.version, await after.find('u1')]).toEqual([2, undefined]);
    await after.close();
  });
});

/** Another process fills a slot as the store does, flushes it, and dies before the pointer moves. */
function killedWhilePublishing(path: string): Promise<string | null | undefined> {
  const script = `
    import { open } from 'lmdb';
    const root = open({ path: ${JSON.stringify(path)}, compression: false });
    const slot = root.openDB({ name: 'packed-b', encoding: 'binary' });
    for (let i = 0; i < 20000; i++) slot.put('u' + i, Buffer.from([2]));
    await root.flushed;
    process.kill(process.pid, 'SIGKILL');`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', script], { cwd: process.cwd() }, (error) =>
      resolve(error?.signal),
    );
  });
}
