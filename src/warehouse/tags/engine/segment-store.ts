import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DayNumber } from '../../../kernel/index.ts';
import { TAG_FACTS, type TagFact } from '../definition.ts';

/** People whose facts share a file of a day: what bounds the memory of a build. A multiple of a block. */
export const SHARD_PEOPLE = 2 ** 18;

/** How far the segments are in step with the facts, and with which program they were written. */
export interface SegmentState {
  /** Newest number in the log of changes that they hold. */
  readonly seq: number;
  /** Changes when what is stored does; then all is extracted anew. */
  readonly format: string;
}

export interface SegmentRef {
  readonly day: DayNumber;
  readonly path: string;
}

/** Where the segments of a folder lie: `fact/shard/day.seg`, with `state.json` and the kept columns of attributes beside them. */
export class SegmentStore {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  state(): SegmentState | undefined {
    const path = join(this.root, 'state.json');
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SegmentState) : undefined;
  }

  /** Once this is on disk, all segments up to its `seq` are. */
  keepState(state: SegmentState): void {
    mkdirSync(this.root, { recursive: true });
    const path = join(this.root, 'state.json');
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
  }

  /** A path to write to; its folder is there. */
  place(fact: TagFact, shard: number, day: DayNumber): string {
    const folder = join(this.root, fact, String(shard));
    mkdirSync(folder, { recursive: true });
    return join(folder, `${day}.seg`);
  }

  /** All segments of a fact and shard, newest day first. */
  list(fact: TagFact, shard: number): readonly SegmentRef[] {
    const folder = join(this.root, fact, String(shard));
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((name) => name.endsWith('.seg'))
      .map((name) => ({ day: Number(name.slice(0, -'.seg'.length)), path: join(folder, name) }))
      .sort((a, b) => b.day - a.day);
  }

  shards(fact: TagFact): readonly number[] {
    const folder = join(this.root, fact);
    return existsSync(folder) ? readdirSync(folder).map(Number) : [];
  }

  /** Where the column of a key is kept; its folder is there. */
  columnPlace(key: string): string {
    const folder = join(this.root, 'columns');
    mkdirSync(folder, { recursive: true });
    return join(folder, `${key}.col`);
  }

  /** Drops all columns but these. */
  keepColumns(places: readonly string[]): void {
    const kept = new Set(places);
    const folder = join(this.root, 'columns');
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder))
      if (!kept.has(join(folder, name))) rmSync(join(folder, name), { force: true });
  }

  remove(fact: TagFact, day: DayNumber): void {
    for (const shard of this.shards(fact)) rmSync(join(this.root, fact, String(shard), `${day}.seg`), { force: true });
  }

  clear(): void {
    for (const fact of TAG_FACTS) rmSync(join(this.root, fact), { recursive: true, force: true });
    for (const name of ['state.json', 'columns']) rmSync(join(this.root, name), { recursive: true, force: true });
  }
}
