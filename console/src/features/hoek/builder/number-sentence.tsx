import type { Between, CompareOp, Comparison, Expression, FieldInfo } from '../../../../../src/expression/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';
import classes from './builder.module.css';
import { Histogram } from './histogram.tsx';
import type { Change, Predicate, Scope } from './scope.ts';
import { conditionOf, rangeOf } from './value-range.ts';
import { ChoiceWord, ValueWord } from './word.tsx';

type Way = CompareOp | 'between' | 'known' | 'unknown';

const WAYS: readonly Way[] = ['>=', '<=', 'between', '=', '!=', '>', '<', 'known', 'unknown'];

/** `Spend in 30 days · at least · 200`, with the histogram of the tag below. */
export function NumberSentence(props: {
  readonly part: Predicate;
  readonly field: FieldInfo;
  readonly title: string;
  readonly scope: Scope;
  readonly onChange: Change<Expression>;
}) {
  const t = useTexts();
  const { catalogue } = useWords();
  const { part, field, title, onChange } = props;
  const isDate = field.type === 'date';
  const options = WAYS.map((value) => ({
    value,
    title: t(isDate && value in DATE_TEXT ? DATE_TEXT[value as keyof typeof DATE_TEXT] : `way.${value}`),
  }));
  const condition = part.kind === 'compare' || part.kind === 'between' ? part : undefined;
  const range = condition && rangeOf(condition, field.type);
  return (
    <div>
      <span className={classes['sentence']}>
        <strong>{title}</strong>
        <ChoiceWord
          label={t('comparison')}
          value={wayOf(part)}
          options={options}
          onChange={(way) => onChange(inWay(part, way, catalogue.moneyDecimals))}
        />
        {part.kind === 'compare' && (
          <ValueWord
            label={title}
            field={field}
            value={part.value}
            onChange={(value, gesture) => onChange({ ...part, value }, gesture)}
          />
        )}
        {part.kind === 'between' && <Ends part={part} field={field} title={title} onChange={onChange} />}
      </span>
      {range && props.scope.event === undefined && (
        <Histogram
          field={field}
          range={range}
          onChange={(next, gesture) => onChange(conditionOf(field.id, next, { least: 0, type: field.type }), gesture)}
        />
      )}
    </div>
  );
}

const DATE_TEXT = {
  '>=': 'date.from',
  '<=': 'date.until',
  '>': 'date.after',
  '<': 'date.before',
  '=': 'date.on',
  '!=': 'date.notOn',
} as const;

function Ends(props: {
  readonly part: Between;
  readonly field: FieldInfo;
  readonly title: string;
  readonly onChange: Change<Expression>;
}) {
  const t = useTexts();
  const { part, field, title, onChange } = props;
  return (
    <>
      <ValueWord
        label={`${title}: ${t('histogram.low')}`}
        field={field}
        value={part.low}
        onChange={(low, gesture) => onChange({ ...part, low: low as number }, gesture)}
      />
      <span>{t('and')}</span>
      <ValueWord
        label={`${title}: ${t('histogram.high')}`}
        field={field}
        value={part.high}
        onChange={(high, gesture) => onChange({ ...part, high: high as number }, gesture)}
      />
    </>
  );
}

function wayOf(part: Predicate): Way {
  if (part.kind === 'compare') return part.op;
  if (part.kind === 'known') return part.known ? 'known' : 'unknown';
  return 'between';
}

/** The same values compared in another way, as far as they go. */
function inWay(part: Predicate, way: Way, moneyDecimals: number): Comparison | Between | Expression {
  const { field } = part;
  if (way === 'known' || way === 'unknown') return { kind: 'known', field, known: way === 'known' };
  const low = lowOf(part) ?? 10 ** moneyDecimals;
  if (way === 'between') return { kind: 'between', field, low, high: part.kind === 'between' ? part.high : low * 2 };
  const value = part.kind === 'between' && (way === '<=' || way === '<') ? part.high : low;
  return { kind: 'compare', field, op: way, value };
}

function lowOf(part: Predicate): number | undefined {
  if (part.kind === 'between') return part.low;
  return part.kind === 'compare' ? (part.value as number) : undefined;
}
