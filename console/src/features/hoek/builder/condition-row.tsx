import { useState } from 'react';
import { useTexts } from '../texts.ts';
import classes from './builder.module.css';
import { ConditionPicker } from './condition-picker.tsx';
import { joinAt, replaceAt } from './edit-tree.ts';
import { PartCount } from './part-count.tsx';
import { PartMenu } from './part-menu.tsx';
import type { InnerProps } from './part-props.ts';
import { Sentence } from './sentence.tsx';

/** One condition: its sentence, how many it finds on its own, and what can be done with it. */
export function ConditionRow(props: InnerProps) {
  const t = useTexts();
  const [joining, setJoining] = useState<'all' | 'any'>();
  const { tree, path, inner, innerPath, isNot, scope, onChange } = props;
  return (
    <div>
      <div className={classes['row']}>
        <div className={classes['condition']}>
          {isNot && <span className={classes['not']}>{t('not')}</span>}
          <Sentence
            part={inner}
            scope={scope}
            onChange={(part, gesture) => onChange(replaceAt(tree, innerPath, part), gesture)}
          />
        </div>
        <PartCount path={path} scope={scope} />
        <PartMenu {...props} onJoin={setJoining} />
      </div>
      {joining && (
        <div className={classes['joining']}>
          <ConditionPicker
            scope={scope}
            label={t(joining === 'any' ? 'add.or' : 'add.and')}
            isOpen
            onPick={(added) => {
              onChange(joinAt(tree, path, { kind: joining, added }));
              setJoining(undefined);
            }}
            onClose={() => setJoining(undefined)}
          />
        </div>
      )}
    </div>
  );
}
