import { routes } from '../../../../../src/contract/index.ts';
import { type Expression, type FieldInfo, parseValue } from '../../../../../src/expression/index.ts';
import { useAsk } from '../../../api/index.ts';
import { useWords } from '../vocabulary.ts';
import type { Pick } from './picks.ts';
import { type Scope, valuesName } from './scope.ts';
import { isWhole } from './value-range.ts';

const FIRST_WINDOW = 30;

/** Makes a whole condition of a pick, with a value that splits people: the median, or the most frequent word. */
export function useFirstCondition(scope: Scope): (pick: Pick) => Promise<Expression> {
  const ask = useAsk();
  const { catalogue, asOf } = useWords();

  const middleOf = async (field: string): Promise<number | undefined> => {
    if (scope.event !== undefined) return undefined;
    return (await ask(routes.describeTag, { params: { id: field } })).distribution?.median;
  };
  const wordOf = async (field: string): Promise<string> => {
    const input = { params: { field: valuesName(scope, field) }, query: { limit: 1 } };
    return (await ask(routes.fieldValues, input)).values[0]?.value ?? '';
  };
  const onField = async (field: FieldInfo): Promise<Expression> => {
    const { id, type } = field;
    if (type === 'boolean') return { kind: 'compare', field: id, op: '=', value: true };
    if (type === 'category') return { kind: 'compare', field: id, op: '=', value: await wordOf(id) };
    if (type === 'categories') return { kind: 'contains', field: id, quantifier: 'any', values: [await wordOf(id)] };
    const today = parseValue(asOf ?? '1970-01-01', { field, moneyDecimals: 0 }) as number;
    if (type === 'date')
      return { kind: 'compare', field: id, op: '>', value: Math.round((await middleOf(id)) ?? today - FIRST_WINDOW) };
    return { kind: 'compare', field: id, op: '>=', value: roundOf(await middleOf(id), field, catalogue.moneyDecimals) };
  };

  return async (pick) => {
    if (pick.kind === 'sequence')
      return { kind: 'sequence', steps: [{ event: 'visit' }, { event: 'order' }], withinDays: 2 };
    if (pick.kind === 'event')
      return { kind: 'did', event: pick.id, times: { op: '>=', count: 1 }, withinDays: FIRST_WINDOW };
    if (pick.kind !== 'field') return { kind: pick.kind, id: pick.id };
    const field = scope.fields.get(pick.id);
    if (!field) throw new Error(`there is no field "${pick.id}"`);
    return onField(field);
  };
}

/** A median as one would write it: whole, and money in whole units of the currency. */
function roundOf(middle: number | undefined, { type }: FieldInfo, moneyDecimals: number): number {
  if (type === 'money') {
    const unit = 10 ** moneyDecimals;
    return Math.max(1, Math.round((middle ?? unit) / unit)) * unit;
  }
  if (isWhole(type)) return Math.max(1, Math.round(middle ?? 1));
  return Number((middle ?? 1).toPrecision(2));
}
