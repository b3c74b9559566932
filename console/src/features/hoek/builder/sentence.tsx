import { Text } from '@mantine/core';
import type { Expression } from '../../../../../src/expression/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';
import { BehaviourSentence, SequenceSentence } from './behaviour-sentence.tsx';
import classes from './builder.module.css';
import { NumberSentence } from './number-sentence.tsx';
import { type Change, type Predicate, type Scope, useFieldTitle } from './scope.ts';
import { ChoiceWord, type Option } from './word.tsx';
import { WordSentence } from './word-sentence.tsx';

/** One condition as a sentence whose words can be changed. */
export function Sentence(props: {
  readonly part: Expression;
  readonly scope: Scope;
  readonly onChange: Change<Expression>;
}) {
  const t = useTexts();
  const words = useWords();
  const { part, scope, onChange } = props;
  switch (part.kind) {
    case 'did':
      return <BehaviourSentence did={part} onChange={onChange} />;
    case 'sequence':
      return <SequenceSentence sequence={part} onChange={onChange} />;
    case 'in-audience':
      return (
        <Reference
          label={t('in.audience')}
          id={part.id}
          options={Array.from(words.audiences, ([value, title]) => ({ value, title }))}
          onChange={(id) => onChange({ kind: 'in-audience', id })}
        />
      );
    case 'in-list':
      return (
        <Reference
          label={t('in.list')}
          id={part.id}
          options={words.lists.map((id) => ({ value: id, title: id }))}
          onChange={(id) => onChange({ kind: 'in-list', id })}
        />
      );
    case 'everyone':
      return <Text size="sm">{t('everyone')}</Text>;
    default:
      return <FieldSentence part={part as Predicate} scope={scope} onChange={onChange} />;
  }
}

function FieldSentence(props: {
  readonly part: Predicate;
  readonly scope: Scope;
  readonly onChange: Change<Expression>;
}) {
  const titleOf = useFieldTitle(props.scope);
  const field = props.scope.fields.get(props.part.field);
  const title = titleOf(props.part.field);
  if (!field) return <Text size="sm">{title}</Text>;
  const isNumeric = ['integer', 'number', 'money', 'date'].includes(field.type);
  return isNumeric && props.part.kind !== 'in' ? (
    <NumberSentence {...props} field={field} title={title} />
  ) : (
    <WordSentence {...props} field={field} title={title} />
  );
}

function Reference(props: {
  readonly label: string;
  readonly id: string;
  readonly options: readonly Option<string>[];
  readonly onChange: (id: string) => void;
}) {
  return (
    <span className={classes['sentence']}>
      <span>{props.label}</span>
      <ChoiceWord label={props.label} value={props.id} options={props.options} onChange={props.onChange} />
    </span>
  );
}
