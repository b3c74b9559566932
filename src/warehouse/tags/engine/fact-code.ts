import type { Expression } from '../../../expression/index.ts';
import type { TagFact } from '../definition.ts';
import type { AccumulatorState } from './accumulator-state.ts';
import type { Accumulator } from './accumulators.ts';
import { BLOCK_PEOPLE } from './person-words.ts';
import { type FieldCode, knownCode, type PredicateScope, predicateCode } from './predicate-code.ts';
import { type NumberArray, SEGMENT_COLUMNS, storedAs } from './stored-columns.ts';

/** The rows of one segment that one call looks at: `from` to below `to`, all of one day and one block of people. */
export interface SegmentRows {
  /** In the order of `FactCode.arrays`. */
  readonly arrays: readonly NumberArray[];
  readonly from: number;
  readonly to: number;
  readonly day: number;
}

/** Adds rows to the states of the accumulators that were compiled in; `offsets[i]` is where the bin of this day's age begins. */
export type AccumulateRows = (rows: SegmentRows, offsets: Int32Array) => void;

export interface FactCode {
  readonly fact: TagFact;
  /** Keys of the arrays that rows come with. */
  readonly arrays: readonly string[];
  readonly words: (column: string) => readonly string[];
  readonly expressions: ReadonlyMap<string, Expression>;
}

export interface Accumulating {
  readonly accumulator: Accumulator;
  readonly state: AccumulatorState;
}

/** ISO weekday of a day number: Monday 1 to Sunday 7. Day 0 was a Thursday. */
const WEEKDAY = '((rows.day + 3) % 7 + 7) % 7 + 1';

/**
 * One loop over the rows of a fact for all accumulators at once, as generated code: conditions are asked once for all
 * that share them, columns are read once, and nothing is asked that the definitions do not ask. No text of a caller
 * goes into the program; words are codes, numbers are made from numbers.
 */
export function compileFact(code: FactCode, items: readonly Accumulating[]): AccumulateRows {
  const program = new Program(code);
  const groups = new Map<string | undefined, string[]>();
  for (const [i, item] of items.entries()) {
    const { where } = item.accumulator;
    groups.set(where, [...(groups.get(where) ?? []), program.accumulate(item, i)]);
  }
  const loop = program.choose([...groups].map(([where, lines]) => ({ where, lines: lines.join('\n') })));
  const text = `'use strict';
return function accumulate(rows, offsets) {
  const day = rows.day, weekday = ${WEEKDAY}, people = rows.arrays[${code.arrays.indexOf('people')}];
  ${program.prologue()}
  for (let i = rows.from, to = rows.to; i < to; i++) {
    const person = people[i];
    ${program.reads()}
    ${loop}
  }
};`;
  return new Function('states', 'tables', text)(
    items.map(({ state }) => state),
    program.tables,
  ) as AccumulateRows;
}

interface Conditioned {
  readonly where: string | undefined;
  readonly lines: string;
}

interface AskedWords {
  readonly field: string;
  readonly codes: readonly number[];
  readonly rest: readonly Expression[];
}

const allOf = (of: readonly Expression[]): Expression => ({ kind: 'all', of });

function mostAsked(fields: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

class Program implements PredicateScope {
  readonly tables: Uint8Array[] = [];
  readonly #code: FactCode;
  readonly #columns = new Set<string>();
  readonly #states: string[] = [];

  constructor(code: FactCode) {
    this.#code = code;
  }

  field(name: string): FieldCode {
    if (name === 'day' || name === 'weekday') return { kind: 'integer', js: name, isAlwaysKnown: true };
    switch (storedAs(this.#code.fact, name)) {
      case 'word':
        return { kind: 'word', js: this.#read(name), words: this.#code.words(name) };
      case 'id':
        return { kind: 'id', low: this.#read(`${name}_low`), high: this.#read(`${name}_high`) };
      case 'integer':
        return { kind: 'integer', js: this.#read(name), ...(name === 'hour' ? { isAlwaysKnown: true } : {}) };
      default:
        return { kind: 'number', js: this.#read(name) };
    }
  }

  table(lookup: Uint8Array): string {
    return `t${this.tables.push(lookup) - 1}`;
  }

  /**
   * Lines under their conditions. Conditions that ask for one word of the same column become the cases of one `switch`:
   * a row goes to its case at once instead of failing at all the others.
   */
  choose(groups: readonly Conditioned[]): string {
    const asked = groups.map((group) => ({ ...group, tree: this.#treeOf(group.where) }));
    const column = mostAsked(
      asked.flatMap(({ tree }) => (tree ? this.#wordsAsked(tree).map(({ field }) => field) : [])),
    );
    const cases = new Map<number, string[]>();
    const others: string[] = [];
    for (const { tree, lines } of asked) {
      const asks = tree && this.#wordsAsked(tree).find(({ field }) => field === column);
      if (!asks) others.push(tree ? `if (${predicateCode(tree, this).isTrue}) {\n${lines}\n}` : lines);
      for (const code of asks?.codes ?? []) {
        const rest =
          asks!.rest.length === 0 ? lines : `if (${predicateCode(allOf(asks!.rest), this).isTrue}) {\n${lines}\n}`;
        cases.set(code, [...(cases.get(code) ?? []), rest]);
      }
    }
    if (cases.size === 0) return others.join('\n');
    const branches = [...cases].map(([code, lines]) => `case ${code}: {\n${lines.join('\n')}\nbreak;\n}`);
    return `switch (${this.#read(column!)}) {\n${branches.join('\n')}\n}\n${others.join('\n')}`;
  }

  #treeOf(where: string | undefined): Expression | undefined {
    return where === undefined ? undefined : this.#code.expressions.get(where)!;
  }

  /** Columns of words of which a condition holds only for some, and what it asks beside. */
  #wordsAsked(tree: Expression): readonly AskedWords[] {
    const parts = tree.kind === 'all' ? tree.of : [tree];
    return parts.flatMap((part) => {
      const words = part.kind === 'in' ? part.values : part.kind === 'compare' && part.op === '=' ? [part.value] : [];
      if (words.length === 0 || !('field' in part) || SEGMENT_COLUMNS.has(part.field)) return [];
      if (storedAs(this.#code.fact, part.field) !== 'word') return [];
      const codes = [...new Set(words.map((word) => this.#code.words(part.field).indexOf(word as string, 1)))];
      return [
        { field: part.field, codes: codes.filter((code) => code > 0), rest: parts.filter((other) => other !== part) },
      ];
    });
  }

  /** Names the state of accumulator `i` and gives the line that adds the current row to it. */
  accumulate({ accumulator, state }: Accumulating, i: number): string {
    const { kind, field } = accumulator;
    const bins = `s${i}`;
    const at = `${bins}[b${i} + person]`;
    this.#states.push(`const ${bins} = states[${i}].bins, b${i} = offsets[${i}];`);
    const mark = (name: string) => {
      this.#states.push(`const ${name}${i} = states[${i}].${name};`);
      return `${name}${i}`;
    };
    switch (kind) {
      case 'count':
        return `${at}++;`;
      case 'known':
        return ifKnown(this.field(field!), `${at}++;`);
      case 'sum':
        return withAmount(this.#summed(field!), (value) => `${at} += ${value};`);
      case 'min':
        return withAmount(this.#amount(field!), (value) => `if (!(${at} <= ${value})) ${at} = ${value};`);
      case 'max':
        return withAmount(this.#amount(field!), (value) => `if (!(${at} >= ${value})) ${at} = ${value};`);
      // Days come newest first.
      case 'first-day':
        return `${at} = day;`;
      case 'last-day':
        return `if (${at} < day) ${at} = day;`;
      case 'days': {
        const marks = mark('marks');
        return `if (${marks}[person] !== day) { ${marks}[person] = day; ${at}++; }`;
      }
      case 'distinct':
        return this.#distinct(field!, { state, at, mark });
      case 'words': {
        const word = this.#read(field!);
        if (state.marks) return `if (${word} !== 0) ${mark('marks')}[person] |= 1 << ${word};`;
        return `if (${word} !== 0) ${mark('weights')}.add(person, ${word}, 1);`;
      }
      case 'weights': {
        const word = this.#read(field!);
        const by = accumulator.by!;
        const add = state.marks
          ? (weight: string) =>
              `if (${word} !== 0) { ${mark('marks')}[person] |= 1 << ${word}; ${bins}[${word} * ${BLOCK_PEOPLE} + person] += ${weight}; }`
          : (weight: string) => `if (${word} !== 0) ${mark('weights')}.add(person, ${word}, ${weight});`;
        if (by === 'count') return add('1');
        const amount = this.#summed(by);
        return add(`(${knownCode(amount)} ? ${amount.js} : 0)`);
      }
    }
  }

  /** Rows of one id stand together: the one before is asked first. */
  #newId(
    seen: string,
    { low, high, line }: { readonly low: string; readonly high: string; readonly line: string },
  ): string {
    const [ofLow, ofHigh, ofPerson] = ['Low', 'High', 'Person'].map((part) => `${seen}${part}`);
    this.#states.push(`let ${ofLow} = 0, ${ofHigh} = 0, ${ofPerson} = -1;`);
    return `if ((${low} | ${high}) !== 0 && (${low} !== ${ofLow} || ${high} !== ${ofHigh} || person !== ${ofPerson})) {
  ${ofLow} = ${low}; ${ofHigh} = ${high}; ${ofPerson} = person;
  if (${seen}.add(person, ${low}, ${high})) ${line}
}`;
  }

  prologue(): string {
    const tables = this.tables.map((_, i) => `const t${i} = tables[${i}];`);
    const columns = [...this.#columns].map(
      (name) => `const c_${name} = rows.arrays[${this.#code.arrays.indexOf(name)}];`,
    );
    return [...this.#states, ...tables, ...columns].join('\n  ');
  }

  reads(): string {
    return [...this.#columns].map((name) => `const v_${name} = c_${name}[i];`).join('\n    ');
  }

  /** Names a column of the segment as a value that the loop reads once a row. Column names come from the schema alone. */
  #read(name: string): string {
    this.#columns.add(name);
    return `v_${name}`;
  }

  /** An amount as it is exact to be summed. */
  #summed(name: string): Amount {
    const isMeasure = name !== 'day' && name !== 'weekday' && storedAs(this.#code.fact, name) === 'measure';
    return isMeasure ? { kind: 'number', js: this.#read(`${name}_millionths`) } : this.#amount(name);
  }

  #amount(name: string): Amount {
    const field = this.field(name);
    if (field.kind !== 'number' && field.kind !== 'integer') throw new Error(`"${name}" is no amount`);
    return field;
  }

  #distinct(
    name: string,
    {
      state,
      at,
      mark,
    }: { readonly state: AccumulatorState; readonly at: string; readonly mark: (name: string) => string },
  ): string {
    const field = this.field(name);
    if (state.marks) {
      if (field.kind !== 'word') throw new Error(`"${name}" has no words`);
      const marks = mark('marks');
      return `if (${field.js} !== 0 && (${marks}[person] >>> ${field.js} & 1) === 0) { ${marks}[person] |= 1 << ${field.js}; ${at}++; }`;
    }
    const seen = mark('seen');
    switch (field.kind) {
      case 'word':
        return `if (${field.js} !== 0 && ${seen}.add(person, ${field.js}, 0)) ${at}++;`;
      case 'id':
        return this.#newId(seen, { low: field.low, high: field.high, line: `${at}++;` });
      case 'integer':
        return ifKnown(field, `if (${seen}.add(person, ${field.js}, 0)) ${at}++;`);
      case 'number':
        return ifKnown(field, `if (${seen}.addNumber(person, ${field.js})) ${at}++;`);
      default:
        throw new Error(`"${name}" cannot be counted`);
    }
  }
}

type Amount = Extract<FieldCode, { kind: 'number' | 'integer' }>;

function ifKnown(field: FieldCode, line: string): string {
  const known = knownCode(field);
  return known === 'true' ? line : `if (${known}) { ${line} }`;
}

function withAmount(amount: Amount, line: (value: string) => string): string {
  return ifKnown(amount, line(amount.js));
}
