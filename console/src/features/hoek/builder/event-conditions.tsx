import type { Expression, SequenceStep } from '../../../../../src/expression/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';
import classes from './builder.module.css';
import { ConditionPicker } from './condition-picker.tsx';
import { joinAt } from './edit-tree.ts';
import { usePartEditor } from './part-props.ts';
import type { Change, Scope } from './scope.ts';

/** What must be true of the event: the same builder again, over the event's fields. */
export function EventConditions(props: { readonly step: SequenceStep; readonly onChange: Change<SequenceStep> }) {
  const t = useTexts();
  const PartEditor = usePartEditor();
  const { catalogue } = useWords();
  const { event, where } = props.step;
  const scope: Scope = { event, fields: catalogue.events.get(event) ?? new Map() };
  const change: Change<Expression> = (tree, gesture) =>
    props.onChange(tree.kind === 'everyone' ? { event } : { event, where: tree }, gesture);
  const add = (added: Expression) => change(where ? joinAt(where, '', { kind: 'all', added }) : added);
  return (
    <div className={classes['where']}>
      {where && (
        <>
          <span className={classes['whereWord']}>{t('where')}</span>
          <PartEditor tree={where} scope={scope} onChange={change} />
        </>
      )}
      {where?.kind !== 'all' && where?.kind !== 'any' && (
        <ConditionPicker scope={scope} label={t(where ? 'where.more' : 'where.add')} onPick={add} isSmall />
      )}
    </div>
  );
}
