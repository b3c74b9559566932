import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './json.ts';

/** As plainly as it can be said; snapshots and journals carry hashes of this very text. */
function slowly(value: unknown): string {
  const isObject = (inner: unknown): inner is object =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  const sorted = (inner: object) => Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(value, (_key, inner: unknown) => (isObject(inner) ? sorted(inner) : inner)) ?? 'null';
}

it('writes what JSON.stringify writes with sorted keys, whatever the value', () => {
  const keys = fc.oneof(fc.string(), fc.nat({ max: 30 }).map(String), fc.constantFrom('01', '-1', '1.5', '__proto__'));
  const values = fc.object({ key: keys, withDate: true, withNullPrototype: true, maxDepth: 4 });
  const check = (value: unknown): void => {
    expect(canonicalJson(value)).toBe(slowly(value));
  };
  fc.assert(fc.property(values, check), { numRuns: 500 });
  fc.assert(fc.property(fc.jsonValue(), check));
  expect(canonicalJson({ b: undefined, a: [undefined, () => 1] })).toBe('{"a":[null,null]}');
});
