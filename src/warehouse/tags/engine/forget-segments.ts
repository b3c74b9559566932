import type { SqlEngine } from '../../sql-engine.port.ts';
import { SegmentStore } from './segment-store.ts';

/** Drops the segments and the words that their codes stand for: one of them may have been somebody's alone. */
export async function forgetSegments(engine: SqlEngine, directory: string | undefined): Promise<void> {
  if (directory === undefined) return;
  // The segments first: codes without words are never read, words without codes harm nobody.
  new SegmentStore(directory).clear();
  await engine.run('DELETE FROM tag_word');
}
