import type { Expression, Literal } from '../../../expression/index.ts';

/** A field as JavaScript: `js` reads it, the kind says what unknown looks like. */
export type FieldCode =
  /** NaN is unknown. */
  | { readonly kind: 'number'; readonly js: string }
  /** `UNKNOWN_INTEGER` is unknown; a field that never is says so. */
  | { readonly kind: 'integer'; readonly js: string; readonly isAlwaysKnown?: true }
  /** Code 0 is unknown; `words[code]`. */
  | { readonly kind: 'word'; readonly js: string; readonly words: readonly string[] }
  /** 0, 1, or `UNKNOWN_BOOLEAN`. */
  | { readonly kind: 'boolean'; readonly js: string }
  /** `has(code)` is JavaScript that tells whether the set holds it; a set is never unknown where `isKnown` is `true`. */
  | {
      readonly kind: 'set';
      readonly has: (code: number) => string;
      readonly isKnown: string;
      readonly words: readonly string[];
    }
  /** Halves of a hash; only whether it is known can be asked. */
  | { readonly kind: 'id'; readonly low: string; readonly high: string };

export const UNKNOWN_INTEGER = -0x8000_0000;
export const UNKNOWN_BOOLEAN = 2;

export interface PredicateScope {
  field(name: string): FieldCode;
  /** Keeps a table that the code looks codes up in, and gives its name. */
  table(lookup: Uint8Array): string;
}

/** JavaScript that is true where the expression is true, and where it is false; where neither is, it is unknown (Kleene). */
export interface Predicate {
  readonly isTrue: string;
  readonly isFalse: string;
}

/** An expression over one row as JavaScript. What one row cannot answer is a broken invariant. */
export function predicateCode(expression: Expression, scope: PredicateScope): Predicate {
  switch (expression.kind) {
    case 'everyone':
      return { isTrue: 'true', isFalse: 'false' };
    case 'all':
      return all(expression.of.map((part) => predicateCode(part, scope)));
    case 'any':
      return not(all(expression.of.map((part) => not(predicateCode(part, scope)))));
    case 'not':
      return not(predicateCode(expression.of, scope));
    case 'known': {
      const known = knownCode(scope.field(expression.field));
      const says = { isTrue: known, isFalse: `!(${known})` };
      return expression.known ? says : not(says);
    }
    case 'compare':
      return compare(scope.field(expression.field), expression.op, { value: expression.value, scope });
    case 'between': {
      const field = scope.field(expression.field);
      const low = compare(field, '>=', { value: expression.low, scope });
      return all([low, compare(field, '<=', { value: expression.high, scope })]);
    }
    case 'in': {
      const field = scope.field(expression.field);
      if (field.kind === 'word') return lookUp(field, (word) => expression.values.includes(word), scope);
      const each = expression.values.map((value) => not(compare(field, '=', { value, scope })));
      return each.length === 0 ? not(known(field)) : not(all(each));
    }
    case 'contains': {
      const field = scope.field(expression.field);
      if (field.kind !== 'set') throw new Error(`"${expression.field}" is no set`);
      const parts = expression.values.map((word) => field.has(field.words.indexOf(word)));
      const joined =
        parts.length === 0
          ? String(expression.quantifier === 'all')
          : parts.join(expression.quantifier === 'any' ? ' || ' : ' && ');
      return { isTrue: `(${field.isKnown} && (${joined}))`, isFalse: `(${field.isKnown} && !(${joined}))` };
    }
    default:
      throw new Error(`a condition over one row holds "${expression.kind}"`);
  }
}

function all(parts: readonly Predicate[]): Predicate {
  if (parts.length === 0) return { isTrue: 'true', isFalse: 'false' };
  return {
    isTrue: `(${parts.map(({ isTrue }) => isTrue).join(' && ')})`,
    isFalse: `(${parts.map(({ isFalse }) => isFalse).join(' || ')})`,
  };
}

function not({ isTrue, isFalse }: Predicate): Predicate {
  return { isTrue: isFalse, isFalse: isTrue };
}

/** True where known, false nowhere. */
function known(field: FieldCode): Predicate {
  return { isTrue: knownCode(field), isFalse: 'false' };
}

export function knownCode(field: FieldCode): string {
  switch (field.kind) {
    case 'number':
      return `${field.js} === ${field.js}`;
    case 'integer':
      return field.isAlwaysKnown ? 'true' : `${field.js} !== ${UNKNOWN_INTEGER}`;
    case 'word':
      return `${field.js} !== 0`;
    case 'boolean':
      return `${field.js} !== ${UNKNOWN_BOOLEAN}`;
    case 'set':
      return field.isKnown;
    case 'id':
      return `(${field.low} | ${field.high}) !== 0`;
  }
}

type Op = '=' | '!=' | '<' | '<=' | '>' | '>=';
const OPPOSITE: Readonly<Record<Op, Op>> = { '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const JS: Readonly<Record<Op, string>> = { '=': '===', '!=': '!==', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

interface Bound {
  readonly value: Literal;
  readonly scope: PredicateScope;
}

function compare(field: FieldCode, op: Op, { value, scope }: Bound): Predicate {
  switch (field.kind) {
    case 'word':
      return lookUp(field, (word) => holds(word, op, value), scope);
    case 'boolean':
      return both(field, op, String(Number(value)));
    case 'number':
    case 'integer':
      return both(field, op, numberCode(value));
    default:
      throw new Error(`a field of kind "${field.kind}" cannot be compared`);
  }
}

/** NaN compares false with everything but by `!==`, so a number needs no question whether it is known elsewhere. */
function both(field: FieldCode & { readonly js: string }, op: Op, bound: string): Predicate {
  const side = (own: Op) => {
    const test = `${field.js} ${JS[own]} ${bound}`;
    const asks = knownCode(field);
    const isSafe = asks === 'true' || (field.kind === 'number' && own !== '!=') || own === '=';
    return isSafe ? test : `(${test} && ${asks})`;
  };
  return { isTrue: side(op), isFalse: side(OPPOSITE[op]) };
}

/** Asked of each word of the dictionary once, and then looked up by code. */
function lookUp(
  { js, words }: Extract<FieldCode, { kind: 'word' }>,
  holdsFor: (word: string) => boolean,
  scope: PredicateScope,
): Predicate {
  const fitting = words.flatMap((word, code) => (code > 0 && holdsFor(word) ? [code] : []));
  if (fitting.length === 0) return { isTrue: 'false', isFalse: `${js} !== 0` };
  if (fitting.length === 1)
    return { isTrue: `${js} === ${fitting[0]}`, isFalse: `(${js} !== 0 && ${js} !== ${fitting[0]})` };
  const table = new Uint8Array(words.length).fill(2, 1);
  table[0] = 0;
  for (const code of fitting) table[code] = 1;
  const name = scope.table(table);
  return { isTrue: `${name}[${js}] === 1`, isFalse: `${name}[${js}] === 2` };
}

function holds(word: string, op: Op, value: Literal): boolean {
  switch (op) {
    case '=':
      return word === value;
    case '!=':
      return word !== value;
    case '<':
      return word < value;
    case '<=':
      return word <= value;
    case '>':
      return word > value;
    case '>=':
      return word >= value;
  }
}

/** A number in the text of a program: made here from a number, never from a caller's text. */
export function numberCode(value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${String(value)} is no finite number`);
  return Object.is(value, -0) ? '0' : value < 0 ? `(${value})` : String(value);
}
