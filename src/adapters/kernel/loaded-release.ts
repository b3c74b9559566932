import { type Expression, fieldsOf, partsOf } from '../../expression/index.ts';
import { canonicalJson } from '../../kernel/index.ts';
import type { AudienceQuery } from '../../services/audience/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { eventDefinition, type TagRelease } from '../../warehouse/tags/index.ts';
import { type Bits, bitsOf, emptyBits, fullBits } from './bits.ts';
import type { Column } from './column.ts';
import { type EventTable, loadEventTable } from './event-table.ts';
import type { Frame, Mask } from './frame.ts';
import { loadTagColumn } from './load-tag-column.ts';
import { type FittingRows, matchDid, matchSequence } from './match-behaviour.ts';
import { matchColumn, type Predicate } from './match-column.ts';
import { loadPeople, type People, rowOf } from './people.ts';
import { compileProgram, type Program, runProgram } from './program.ts';
import { RecentMasks } from './recent-masks.ts';

const MASK_BYTES = 64 * 1024 * 1024;

/** One release in memory. Columns and events are read when first asked for and stay until the release goes. */
export class LoadedRelease {
  readonly release: TagRelease;
  readonly people: People;
  readonly #engine: SqlEngine;
  readonly #full: Bits;
  readonly #columns = new Map<string, Promise<Column>>();
  readonly #events = new Map<string, Promise<EventTable>>();
  readonly #masks = new RecentMasks(MASK_BYTES);

  static async load(engine: SqlEngine, release: TagRelease): Promise<LoadedRelease> {
    return new LoadedRelease(engine, release, await loadPeople(engine, release));
  }

  private constructor(engine: SqlEngine, release: TagRelease, people: People) {
    this.#engine = engine;
    this.release = release;
    this.people = people;
    this.#full = fullBits(people.count);
  }

  /** Compiles a query after reading what it needs; running it is synchronous then. */
  async compile({ tree, audiences, lists }: AudienceQuery): Promise<Program> {
    const loaded = await this.#loadFor([tree, ...audiences.values()]);
    const referred = new Map<string, Mask>();
    const maskOf = (leaf: Expression): Mask => {
      if (leaf.kind === 'in-list') return this.#sure(bitsOf(this.#rowsOf(lists.get(leaf.id)!), this.people.count));
      if (leaf.kind === 'in-audience') {
        const known = referred.get(leaf.id);
        const mask =
          known ?? this.#sure(runProgram(compileProgram(audiences.get(leaf.id)!, this.people.count, maskOf)));
        referred.set(leaf.id, mask);
        return mask;
      }
      return this.#masks.get(canonicalJson(leaf), () => this.#match(leaf, loaded));
    };
    return compileProgram(tree, this.people.count, maskOf);
  }

  /** A tag of everyone. Read at most once. */
  column(tag: string): Promise<Column> {
    return remember(this.#columns, tag, async () => {
      const { table, definitions } = this.release;
      const { type } = definitions.find(({ id }) => id === tag)!;
      return loadTagColumn(this.#engine, { table, tag, type, keys: this.people.keys });
    });
  }

  async #loadFor(trees: readonly Expression[]): Promise<Loaded> {
    const parts = trees.flatMap((tree) => partsOf(tree).map((part) => part.tree));
    const tags = [...new Set(parts.flatMap((part) => ('field' in part ? [part.field] : [])))];
    const columns = new Map<string, Column>();
    for (const tag of tags) columns.set(tag, await this.column(tag));
    const events = new Map<string, EventTable>();
    for (const step of parts.flatMap(stepsOf)) events.set(tableKey(step), await this.#eventTable(step));
    return { events, frame: { rows: this.people.count, full: this.#full, column: (tag) => columns.get(tag)! } };
  }

  /** One table an event, and one for its lines; read again with more fields when a condition names a new one. */
  async #eventTable({ event, where }: Step): Promise<EventTable> {
    const key = tableKey({ event, ...(where ? { where } : {}) });
    const needed = where ? fieldsOf(where) : [];
    const known = await this.#events.get(key);
    if (known && needed.every((field) => known.fields.has(field))) return known;
    const fields = [...new Set([...(known?.fields ?? []), ...needed])];
    this.#events.delete(key);
    return remember(this.#events, key, () =>
      loadEventTable(this.#engine, {
        definition: eventDefinition(event),
        ...(where ? { where } : {}),
        fields,
        asOf: this.release.asOf,
        table: this.release.table,
        keys: this.people.keys,
      }),
    );
  }

  #match(leaf: Expression, loaded: Loaded): Mask {
    if (leaf.kind === 'everyone' || leaf.kind === 'all') return this.#sure(this.#full);
    if (leaf.kind === 'any') return this.#sure(emptyBits(this.people.count));
    if (leaf.kind === 'did') return this.#sure(matchDid(leaf, this.#fitting(leaf, loaded), this.release.asOf));
    if (leaf.kind === 'sequence') {
      return this.#sure(
        matchSequence(
          leaf,
          leaf.steps.map((step) => this.#fitting(step, loaded)),
        ),
      );
    }
    return matchColumn(leaf as Predicate, loaded.frame);
  }

  #fitting(step: Step, loaded: Loaded): FittingRows {
    const table = loaded.events.get(tableKey(step))!;
    return { table, fit: step.where ? fittingRows(step.where, table.frame) : table.frame.full };
  }

  #rowsOf(keys: Uint32Array): Uint32Array {
    const rows = Array.from(keys, (key) => rowOf(this.people.keys, key));
    return Uint32Array.from(rows.filter((row) => row !== undefined));
  }

  /** True or false for everyone. */
  #sure(truth: Bits): Mask {
    return { truth, known: this.#full };
  }
}

interface Loaded {
  readonly frame: Frame;
  readonly events: ReadonlyMap<string, EventTable>;
}

interface Step {
  readonly event: string;
  readonly where?: Expression;
}

function fittingRows(where: Expression, frame: Frame): Bits {
  const maskOf = (leaf: Expression): Mask => {
    if ('field' in leaf) return matchColumn(leaf, frame);
    return { truth: leaf.kind === 'any' ? emptyBits(frame.rows) : frame.full, known: frame.full };
  };
  return runProgram(compileProgram(where, frame.rows, maskOf));
}

function stepsOf(tree: Expression): readonly Step[] {
  if (tree.kind === 'sequence') return tree.steps;
  return tree.kind === 'did' ? [tree] : [];
}

function tableKey({ event, where }: Step): string {
  const { fields } = eventDefinition(event);
  return where && fieldsOf(where).some((field) => fields[field]?.perLine) ? `${event} lines` : event;
}

/** A failed read is forgotten, so that the next one tries again. */
function remember<Value>(known: Map<string, Promise<Value>>, key: string, read: () => Promise<Value>): Promise<Value> {
  const value =
    known.get(key) ??
    read().catch((error: unknown) => {
      known.delete(key);
      throw error;
    });
  known.set(key, value);
  return value;
}
