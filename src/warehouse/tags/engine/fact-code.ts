import type { Expression } from '../../../expression/index.ts';
import type { TagFact } from '../definition.ts';
import type { AccumulatorState } from './accumulator-state.ts';
import type { Accumulator } from './accumulators.ts';
import { type FieldCode, knownCode, type PredicateScope, predicateCode } from './predicate-code.ts';
import { type NumberArray, storedAs } from './stored-columns.ts';

/** The rows of one segment that one call looks at: `from` to below `to`, all of one day and one block of people. */
export interface SegmentRows {
  readonly arrays: Readonly<Record<string, NumberArray>>;
  readonly from: number;
  readonly to: number;
  readonly day: number;
}

/** Adds rows to the states of the accumulators that were compiled in; `offsets[i]` is where the bin of this day's age begins. */
export type AccumulateRows = (rows: SegmentRows, offsets: Int32Array) => void;

export interface FactCode {
  readonly fact: TagFact;
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
  const body = items.map((item, i) => program.accumulate(item, i));
  const groups = new Map<string, string[]>();
  for (const [i, { accumulator }] of items.entries()) {
    const condition = program.condition(accumulator.where);
    groups.set(condition, [...(groups.get(condition) ?? []), body[i]!]);
  }
  const loop = [...groups].map(([condition, lines]) =>
    condition === 'true' ? lines.join('\n') : `if (${condition}) {\n${lines.join('\n')}\n}`,
  );
  const text = `'use strict';
return function accumulate(rows, offsets) {
  const day = rows.day, weekday = ${WEEKDAY}, people = rows.arrays.people;
  ${program.prologue()}
  for (let i = rows.from, to = rows.to; i < to; i++) {
    const person = people[i];
    ${program.reads()}
    ${loop.join('\n')}
  }
};`;
  return new Function('states', 'tables', text)(
    items.map(({ state }) => state),
    program.tables,
  ) as AccumulateRows;
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

  condition(where: string | undefined): string {
    return where === undefined ? 'true' : predicateCode(this.#code.expressions.get(where)!, this).isTrue;
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
        const weights = mark('weights');
        const by = accumulator.by!;
        if (by === 'count') return `if (${word} !== 0) ${weights}.add(person, ${word}, 1);`;
        const amount = this.#summed(by);
        return `if (${word} !== 0) ${weights}.add(person, ${word}, ${knownCode(amount)} ? ${amount.js} : 0);`;
      }
    }
  }

  prologue(): string {
    const tables = this.tables.map((_, i) => `const t${i} = tables[${i}];`);
    const columns = [...this.#columns].map((name) => `const c_${name} = rows.arrays.${name};`);
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
        return `if ((${field.low} | ${field.high}) !== 0 && ${seen}.add(person, ${field.low}, ${field.high})) ${at}++;`;
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
