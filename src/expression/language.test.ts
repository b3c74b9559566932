import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TesseraError } from '../kernel/index.ts';
import {
  checkExpression,
  type Expression,
  type FieldCatalogue,
  type FieldType,
  parseExpression,
  printExpression,
} from './index.ts';
import { expressions } from './trees.conformance.ts';

const fields = (types: Readonly<Record<string, FieldType>>): FieldCatalogue['fields'] =>
  new Map(Object.entries(types).map(([id, type]) => [id, { id, type }]));

const CITY: FieldCatalogue = {
  fields: fields({
    orders_30d: 'integer',
    spend_365d: 'money',
    score: 'number',
    is_new: 'boolean',
    city: 'category',
    income: 'category',
    cuisines: 'categories',
    last_order_at: 'date',
    known: 'integer',
    'odd name': 'category',
  }),
  events: new Map([
    ['order', fields({ category: 'category', amount: 'money', lines: 'integer', day: 'date' })],
    ['view', fields({ duration: 'number', category: 'category' })],
    ['visit', fields({ day: 'date' })],
    ['then', fields({ in: 'boolean' })],
    ['coupon_open', fields({ campaign: 'category' })],
  ]),
  moneyDecimals: 2,
};

const TREES = expressions({
  catalogue: CITY,
  words: ['Chengdu', "it's", '', 'a\nb', '成都', '`', 'and'],
  audiences: ['a', "b'c"],
  lists: ['vip-2026'],
  days: [-719_528, 2_932_896],
  numbers: [-1_000_000_000_000, 1_000_000_000_000],
});

const parse = (text: string): Expression => parseExpression(text, CITY);
const print = (tree: Expression): string => printExpression(tree, CITY);

describe('the language', () => {
  it('reads back every tree that it writes', () => {
    fc.assert(
      fc.property(TREES, (tree) => {
        expect(parse(print(tree))).toEqual(tree);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives a checked tree back unchanged, also after a trip through JSON', () => {
    fc.assert(
      fc.property(TREES, (tree) => {
        expect(checkExpression(JSON.parse(JSON.stringify(tree)), CITY)).toEqual(tree);
      }),
    );
  });

  it('reads what the design writes', () => {
    expect(parse("orders_30d >= 4 and income in ('35-49K', '50-74K')")).toEqual({
      kind: 'all',
      of: [
        { kind: 'compare', field: 'orders_30d', op: '>=', value: 4 },
        { kind: 'in', field: 'income', values: ['35-49K', '50-74K'] },
      ],
    });
    expect(parse('spend_365d > 1210.02')).toEqual({ kind: 'compare', field: 'spend_365d', op: '>', value: 121_002 });
    expect(parse("last_order_at before '2026-01-01'")).toMatchObject({ op: '<', value: 20_454 });
    expect(
      parse("did order at least 2 times in 30 days where category = 'food-delivery' and not did coupon_open in 7 days"),
    ).toEqual({
      kind: 'all',
      of: [
        {
          kind: 'did',
          event: 'order',
          times: { op: '>=', count: 2 },
          withinDays: 30,
          where: { kind: 'compare', field: 'category', op: '=', value: 'food-delivery' },
        },
        { kind: 'not', of: { kind: 'did', event: 'coupon_open', times: { op: '>=', count: 1 }, withinDays: 7 } },
      ],
    });
    expect(parse('did view then order within 2 days')).toEqual({
      kind: 'sequence',
      steps: [{ event: 'view' }, { event: 'order' }],
      withinDays: 2,
    });
  });

  it.each([
    ["not city = 'Chengdu' and orders_30d < 2 or is_new", "(not city = 'Chengdu' and orders_30d < 2) or is_new = true"],
    ['NOT (orders_30d<>2)', 'not orders_30d != 2'],
    ["city not in ('a','b')", "not city in ('a', 'b')"],
    ['spend_365d between 1 and 2.5', 'spend_365d between 1.00 and 2.50'],
    ["cuisines contains any ('it''s')", "cuisines contains any ('it''s')"],
    ['`known` = 1 and `odd name` is known', '`known` = 1 and `odd name` is known'],
    ['did order at most 1 time in 1 days', 'did order at most 1 time in 1 day'],
    ["did visit where (day after '2026-01-01')", "did visit where day after '2026-01-01'"],
    ["in audience 'x' or in list 'y' or everyone", "in audience 'x' or in list 'y' or everyone"],
    [
      '(orders_30d = 1 and (orders_30d = 2 and orders_30d = 3))',
      'orders_30d = 1 and (orders_30d = 2 and orders_30d = 3)',
    ],
  ])('writes %s as %s', (text, canonical) => {
    expect(print(parse(text))).toBe(canonical);
    expect(print(parse(canonical))).toBe(canonical);
  });
});

describe('what is wrong', () => {
  const faultOf = (work: () => unknown): Pick<TesseraError, 'code' | 'detail'> => {
    try {
      work();
    } catch (error) {
      if (error instanceof TesseraError) return error;
      throw error;
    }
    throw new Error('nothing was thrown');
  };

  it.each([
    ['', 'expression.syntax', { line: 1, column: 1, expected: 'a condition', found: 'the end' }],
    ['orders_30d >=\n  and', 'expression.syntax', { line: 2, column: 3, expected: 'a value', found: '"and"' }],
    ['orders_30d', 'expression.syntax', { column: 11, expected: 'a comparison after orders_30d' }],
    ['(orders_30d = 1', 'expression.syntax', { column: 16, expected: '"and", "or" or ")"' }],
    ['orders_30d = 1)', 'expression.syntax', { column: 15, expected: '"and", "or" or the end' }],
    ['city = "x"', 'expression.syntax', { column: 8, expected: "text in single quotes, like 'Chengdu'" }],
    ["city = 'x", 'expression.syntax', { column: 8, expected: "a closing '" }],
    ['did order at least 2', 'expression.syntax', { column: 21, expected: '"times"' }],
    ['did order in 0 days', 'expression.syntax', { column: 14 }],
    ["did order where in audience 'x'", 'expression.syntax', { column: 17, expected: 'a condition on the event' }],
    ['order_30d >= 4', 'expression.unknown-field', { kind: 'field', nearest: 'orders_30d', line: 1, column: 1 }],
    ['did ordr', 'expression.unknown-field', { kind: 'event', nearest: 'order', column: 5 }],
    ["did order where categry = 'x'", 'expression.unknown-field', { kind: 'event field', nearest: 'category' }],
    ["orders_30d = 'x'", 'expression.type-mismatch', { field: 'orders_30d', column: 14 }],
    ['orders_30d = 1.5', 'expression.type-mismatch', { expected: 'a whole number', found: '1.5' }],
    ['spend_365d > 1.234', 'expression.type-mismatch', { expected: 'an amount like 1210.02' }],
    ["last_order_at after '2026-02-30'", 'expression.type-mismatch', { expected: "a date like '2026-01-31'" }],
    ["city > 'x'", 'expression.type-mismatch', { expected: '=, != or in', found: '>' }],
    ["cuisines = 'x'", 'expression.type-mismatch', { column: 10 }],
    [`${'('.repeat(1000)}is_new${')'.repeat(1000)}`, 'expression.too-deep', { limit: 200, line: 1, column: 201 }],
    [`${'not '.repeat(1000)}is_new`, 'expression.too-deep', { limit: 200 }],
    [`${'not '.repeat(200)}is_new`, 'expression.too-deep', { limit: 200 }],
    [`did order where ${'('.repeat(100_000)}`, 'expression.too-deep', {}],
  ])('%.40s is %s', (text, code, detail) => {
    const fault = faultOf(() => parse(text));
    expect(fault).toMatchObject({ code, detail });
  });

  it('says the same in a sentence', () => {
    expect(() => parse('ordrs_30d >= 4')).toThrow('There is no field "ordrs_30d"; did you mean "orders_30d"?');
    expect(() => parse('orders_30d >= x')).toThrow('Line 1, column 15: expected a value, found "x"');
  });

  it.each([
    [null, 'expression.invalid'],
    [[], 'expression.invalid'],
    [{ kind: 'nothing' }, 'expression.invalid'],
    [{ kind: 'all' }, 'expression.invalid'],
    [{ kind: 'all', of: [{ kind: 'everyone' }, 7] }, 'expression.invalid'],
    [{ kind: 'compare', field: 'orders_30d', op: '~', value: 1 }, 'expression.invalid'],
    [{ kind: 'compare', field: 'orders_30d', op: '=', value: Number.NaN }, 'expression.type-mismatch'],
    [{ kind: 'compare', field: '__proto__', op: '=', value: 1 }, 'expression.unknown-field'],
    [{ kind: 'compare', field: 'spend_365d', op: '=', value: 1.5 }, 'expression.type-mismatch'],
    [{ kind: 'in', field: 'city', values: [] }, 'expression.invalid'],
    [{ kind: 'contains', field: 'city', quantifier: 'any', values: ['x'] }, 'expression.type-mismatch'],
    [{ kind: 'did', event: 'order' }, 'expression.invalid'],
    [{ kind: 'did', event: 'order', times: { op: '>=', count: -1 } }, 'expression.invalid'],
    [{ kind: 'sequence', steps: [{ event: 'order' }] }, 'expression.invalid'],
    [
      { kind: 'did', event: 'order', times: { op: '>=', count: 1 }, where: { kind: 'in-list', id: 'x' } },
      'expression.invalid',
    ],
  ])('the tree %j is %s', (tree, code) => {
    expect(faultOf(() => checkExpression(tree, CITY)).code).toBe(code);
  });

  it('refuses a tree that is nested 100,000 deep instead of overflowing', () => {
    let tree: unknown = { kind: 'everyone' };
    for (let i = 0; i < 100_000; i++) tree = { kind: 'not', of: tree };
    expect(faultOf(() => checkExpression(tree, CITY)).code).toBe('expression.too-deep');
  });

  it('throws nothing but its own errors, whatever the text', () => {
    const words = [
      'did',
      'order',
      'where',
      '(',
      ')',
      'and',
      'not',
      'orders_30d',
      '=',
      '4',
      "'x'",
      'in',
      'then',
      ',',
      '<',
    ];
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words)).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, (text) => {
        try {
          parse(text);
        } catch (error) {
          expect((error as TesseraError).code).toMatch(/^expression\./);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
