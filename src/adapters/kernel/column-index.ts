import { TesseraError, type UserId } from '../../kernel/index.ts';
import type {
  AudienceIndex,
  AudienceQuery,
  Holds,
  MemberPage,
  MembersAnswer,
  SelectionAnswer,
  ValueCount,
} from '../../services/audience/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { type Bits, countBits, fullBits, hasBit } from './bits.ts';
import type { Column } from './column.ts';
import { LoadedRelease } from './loaded-release.ts';
import { findRow, type People, positionAfter } from './people.ts';
import { type Program, runBlockOf, runProgram, type Step } from './program.ts';
import { countWords, spreadOf } from './spread.ts';

/** Tessera's own column kernel: tags and behaviours of one release as typed arrays, scanned into bit masks. */
export function openColumnIndex({ engine }: { readonly engine: SqlEngine }): AudienceIndex {
  let current: LoadedRelease | undefined;
  const loaded = (): LoadedRelease => {
    if (!current) throw new TesseraError('tags.not-built');
    return current;
  };
  return {
    async load(release, job) {
      job.report({ step: 'loading audiences', done: 0, total: release.people });
      current = await LoadedRelease.load(engine, release);
    },
    async count(query) {
      const { release, people, program } = await compile(loaded(), query);
      const count = countBits(runProgram(program));
      const parts = byPath(program).map(({ path, count }) => ({ path, count }));
      return { release, count, population: people.count, parts };
    },
    async members(query, page) {
      const { release, people, program } = await compile(loaded(), query);
      return { release, ...pageOf(runProgram(program), people, page) };
    },
    async select(query) {
      const { release, people, program } = await compile(loaded(), query);
      return { release, ...selectionOf(runProgram(program), people) };
    },
    async holds(query, userId) {
      const { people, program } = await compile(loaded(), query);
      const row = findRow(people, userId);
      if (row === undefined) return undefined;
      const position = runBlockOf(row, program);
      return byPath(program).map((step) => ({ path: step.path, holds: holdsAt(step, position) }));
    },
    async distribution(query, tag, bins) {
      const { release, people, program, source } = await compile(loaded(), query);
      const members = runProgram(program);
      const { type } = release.definitions.find(({ id }) => id === tag)!;
      const rows = people.count;
      return {
        release,
        ...spreadOf({ column: await source.column(tag), type, bins, members, full: fullBits(rows), rows }),
      };
    },
    async values(tag, search, limit) {
      const source = loaded();
      return valuesOf(await source.column(tag), source.people.count)
        .filter(({ value }) => value.toLowerCase().includes(search.toLowerCase()))
        .slice(0, limit);
    },
  };
}

async function compile(source: LoadedRelease, query: AudienceQuery) {
  return { source, release: source.release, people: source.people, program: await source.compile(query) };
}

/** Each part before its own parts, as the tree reads. */
function byPath({ steps }: Program): readonly Step[] {
  return [...steps].sort((a, b) => comparePaths(a.path, b.path));
}

function comparePaths(a: string, b: string): number {
  const [x, y] = [a, b].map((path) => (path === '' ? [] : path.split('.').map(Number)));
  const differing = x!.findIndex((step, i) => step !== y![i]);
  return differing < 0 || differing >= y!.length ? x!.length - y!.length : x![differing]! - y![differing]!;
}

function pageOf(truth: Bits, people: People, { limit, after }: MemberPage): Omit<MembersAnswer, 'release'> {
  const userIds: UserId[] = [];
  let at = after === undefined ? 0 : positionAfter(people, after);
  for (; at < people.count && userIds.length <= limit; at++) {
    const row = people.order[at]!;
    if (hasBit(truth, row)) userIds.push(people.ids[row]!);
  }
  const hasMore = userIds.length > limit;
  const page = userIds.slice(0, limit);
  return { userIds: page, count: countBits(truth), ...(hasMore ? { next: page.at(-1)! } : {}) };
}

function selectionOf(truth: Bits, people: People): Omit<SelectionAnswer, 'release'> {
  const rows = people.order.filter((row) => hasBit(truth, row));
  return { userKeys: rows.map((row) => people.keys[row]!), userIds: Array.from(rows, (row) => people.ids[row]!) };
}

function holdsAt({ truth, falsity }: Step, position: number): Holds {
  if (hasBit(truth, position)) return 'yes';
  return hasBit(falsity, position) ? 'no' : 'unknown';
}

function valuesOf(column: Column, rows: number): readonly ValueCount[] {
  const found = column.kind === 'numbers' ? numberCounts(column, rows) : wordCounts(column, rows);
  return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function wordCounts(column: Exclude<Column, { kind: 'numbers' }>, rows: number): ValueCount[] {
  const counts = countWords(column, fullBits(rows), rows);
  return column.words.map((value, i) => ({ value, count: counts[i + 1]! }));
}

function numberCounts({ values, known }: Extract<Column, { kind: 'numbers' }>, rows: number): ValueCount[] {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    if (hasBit(known, row)) counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1);
  }
  return Array.from(counts, ([value, count]) => ({ value: String(value), count }));
}
