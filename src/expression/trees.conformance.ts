import fc from 'fast-check';
import type { Expression, FieldCatalogue, FieldInfo, FieldType, Literal } from './index.ts';

/** What generated trees may name. Few values, so that conditions often hold. */
export interface TreeWorld {
  readonly catalogue: FieldCatalogue;
  readonly words: readonly string[];
  readonly audiences: readonly string[];
  readonly lists: readonly string[];
  /** Dates and, with money and numbers, everything ordered is drawn from this range. */
  readonly days: readonly [low: number, high: number];
  readonly numbers: readonly [low: number, high: number];
}

/** Checked trees over a world, in the canonical shape: groups have at least two parts. */
export function expressions(world: TreeWorld): fc.Arbitrary<Expression> {
  return tree(predicates([...world.catalogue.fields.values()], world), aboutPerson(world));
}

function tree(
  predicate: fc.Arbitrary<Expression>,
  other: fc.Arbitrary<Expression> = fc.constant({ kind: 'everyone' }),
): fc.Arbitrary<Expression> {
  return fc.letrec<{ readonly tree: Expression }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 4, arbitrary: predicate },
      { weight: 2, arbitrary: other },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constantFrom('all' as const, 'any' as const),
          of: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('not' as const), of: tie('tree') }) },
    ),
  })).tree;
}

function predicates(fields: readonly FieldInfo[], world: TreeWorld): fc.Arbitrary<Expression> {
  return fc.constantFrom(...fields).chain((field) => predicate(field, world));
}

function predicate({ id: field, type }: FieldInfo, world: TreeWorld): fc.Arbitrary<Expression> {
  const known = fc.record({ kind: fc.constant('known' as const), field: fc.constant(field), known: fc.boolean() });
  const value = literals(type, world);
  const values = fc.array(value, { minLength: 1, maxLength: 3 });
  if (type === 'categories') {
    const contains = fc.record({
      kind: fc.constant('contains' as const),
      field: fc.constant(field),
      quantifier: fc.constantFrom('any' as const, 'all' as const),
      values: values as fc.Arbitrary<string[]>,
    });
    return fc.oneof(contains, known);
  }
  const isWord = type === 'category' || type === 'boolean';
  const compare = fc.record({
    kind: fc.constant('compare' as const),
    field: fc.constant(field),
    op: fc.constantFrom(...(isWord ? (['=', '!='] as const) : (['=', '!=', '<', '<=', '>', '>='] as const))),
    value,
  });
  const oneOf = fc.record({ kind: fc.constant('in' as const), field: fc.constant(field), values });
  if (isWord) return fc.oneof(compare, oneOf, known);
  const ends = value as fc.Arbitrary<number>;
  const between = fc.record({
    kind: fc.constant('between' as const),
    field: fc.constant(field),
    low: ends,
    high: ends,
  });
  return fc.oneof(compare, between, oneOf, known);
}

function literals(type: FieldType, { words, days, numbers }: TreeWorld): fc.Arbitrary<Literal> {
  if (type === 'boolean') return fc.boolean();
  if (type === 'category' || type === 'categories') return fc.constantFrom(...words);
  const [min, max] = type === 'date' ? days : numbers;
  const whole = fc.integer({ min, max });
  return type === 'number'
    ? fc.oneof(
        whole,
        whole.map((n) => n / 8),
      )
    : whole;
}

function aboutPerson(world: TreeWorld): fc.Arbitrary<Expression> {
  const references = (['in-audience', 'in-list'] as const).flatMap((kind) => {
    const ids = kind === 'in-audience' ? world.audiences : world.lists;
    return ids.length === 0 ? [] : [fc.record({ kind: fc.constant(kind), id: fc.constantFrom(...ids) })];
  });
  return fc.oneof(fc.constant<Expression>({ kind: 'everyone' }), ...references, did(world), sequence(world));
}

function did(world: TreeWorld): fc.Arbitrary<Expression> {
  const times = fc.record({
    op: fc.constantFrom('>=' as const, '<=' as const, '=' as const),
    count: fc.nat({ max: 3 }),
  });
  return fc
    .tuple(step(world), times, windowDays)
    .map(([{ event, ...where }, times, days]) => ({ kind: 'did', event, times, ...days, ...where }));
}

function sequence(world: TreeWorld): fc.Arbitrary<Expression> {
  return fc
    .tuple(fc.array(step(world), { minLength: 2, maxLength: 3 }), windowDays)
    .map(([steps, days]) => ({ kind: 'sequence', steps, ...days }));
}

const windowDays = fc
  .option(fc.integer({ min: 1, max: 12 }), { nil: undefined })
  .map((withinDays) => (withinDays === undefined ? {} : { withinDays }));

function step(world: TreeWorld): fc.Arbitrary<{ readonly event: string; readonly where?: Expression }> {
  return fc.constantFrom(...world.catalogue.events).chain(([event, fields]) => {
    const where = tree(predicates([...fields.values()], world));
    return fc.oneof(
      fc.constant({ event }),
      where.map((where) => ({ event, where })),
    );
  });
}
