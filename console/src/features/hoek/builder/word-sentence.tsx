import {
  type Expression,
  type FieldInfo,
  type Literal,
  parseValue,
  printValue,
} from '../../../../../src/expression/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';
import classes from './builder.module.css';
import { type Change, type Predicate, type Scope, valuesName } from './scope.ts';
import { ValueList } from './value-list.tsx';
import { ChoiceWord, OpenWord } from './word.tsx';

type Way = 'is' | 'isNot' | 'any' | 'all' | 'known' | 'unknown';

interface WordSentenceProps {
  readonly part: Predicate;
  readonly field: FieldInfo;
  readonly title: string;
  readonly scope: Scope;
  readonly onChange: Change<Expression>;
}

/** `City · is · Chengdu or Wuhan`: words to tick, each with its count. */
export function WordSentence(props: WordSentenceProps) {
  const t = useTexts();
  const { part, field, title, scope, onChange } = props;
  const { catalogue } = useWords();
  const literal = { field, moneyDecimals: catalogue.moneyDecimals };
  const ways: readonly Way[] =
    field.type === 'categories' ? ['any', 'all', 'known', 'unknown'] : ['is', 'isNot', 'known', 'unknown'];
  const chosen = valuesOf(part);
  const texts = chosen.map((value) => printValue(value, literal));
  const choose = (next: readonly string[]) => {
    const values = next.flatMap((text) => parseValue(text, literal) ?? []);
    if (values.length > 0) onChange(withValues(part, values));
  };
  return (
    <span className={classes['sentence']}>
      <strong>{title}</strong>
      <ChoiceWord
        label={t('comparison')}
        value={wayOf(part)}
        options={ways.map((value) => ({ value, title: t(`way.${value}`) }))}
        onChange={(way) => onChange(inWay(part, way, field))}
      />
      {part.kind !== 'known' &&
        (field.type === 'boolean' ? (
          <ChoiceWord
            label={title}
            value={texts[0] ?? 'true'}
            options={['true', 'false'].map((value) => ({ value, title: t(`flag.${value as 'true' | 'false'}`) }))}
            onChange={(value) => choose([value])}
          />
        ) : (
          <OpenWord label={title} text={texts.length > 0 ? listed(texts, t('or')) : t('values.choose')}>
            <ValueList name={valuesName(scope, field.id)} chosen={texts} onChange={choose} />
          </OpenWord>
        ))}
    </span>
  );
}

const SHOWN = 4;

function listed(texts: readonly string[], or: string): string {
  const shown = texts.length > SHOWN ? [...texts.slice(0, SHOWN - 1), `+${texts.length - SHOWN + 1}`] : texts;
  return shown.join(` ${or} `);
}

function wayOf(part: Predicate): Way {
  if (part.kind === 'known') return part.known ? 'known' : 'unknown';
  if (part.kind === 'contains') return part.quantifier;
  return part.kind === 'compare' && part.op === '!=' ? 'isNot' : 'is';
}

function valuesOf(part: Predicate): readonly Literal[] {
  if (part.kind === 'compare') return [part.value];
  return part.kind === 'in' || part.kind === 'contains' ? part.values : [];
}

function inWay(part: Predicate, way: Way, { id, type }: FieldInfo): Expression {
  if (way === 'known' || way === 'unknown') return { kind: 'known', field: id, known: way === 'known' };
  const values = valuesOf(part);
  const first = type === 'boolean' ? [true] : [''];
  const kept = values.length > 0 ? values : first;
  if (way === 'any' || way === 'all')
    return { kind: 'contains', field: id, quantifier: way, values: kept as readonly string[] };
  return withValues({ kind: 'compare', field: id, op: way === 'isNot' ? '!=' : '=', value: kept[0]! }, kept);
}

/** One value is compared, several are a list; several that are excluded are the opposite of a list. */
function withValues(part: Predicate, values: readonly Literal[]): Expression {
  const { field } = part;
  if (part.kind === 'contains') return { ...part, values: values as readonly string[] };
  const isNot = wayOf(part) === 'isNot';
  if (values.length === 1) return { kind: 'compare', field, op: isNot ? '!=' : '=', value: values[0]! };
  return isNot ? { kind: 'not', of: { kind: 'in', field, values } } : { kind: 'in', field, values };
}
