import type { Group } from '../../../../../src/expression/index.ts';
import { useTexts } from '../texts.ts';
import classes from './builder.module.css';
import { ConditionPicker } from './condition-picker.tsx';
import { childPath, joinAt, replaceAt } from './edit-tree.ts';
import { PartCount } from './part-count.tsx';
import { PartMenu } from './part-menu.tsx';
import { type InnerProps, usePartEditor } from './part-props.ts';
import { ChoiceWord } from './word.tsx';

type Way = 'all' | 'any' | 'none' | 'notAll';

/** Conditions that must all hold, or one of them, or none. */
export function GroupEditor(props: InnerProps & { readonly group: Group }) {
  const t = useTexts();
  const PartEditor = usePartEditor();
  const { tree, path, group, innerPath, isNot, scope, onChange } = props;
  const way: Way = isNot ? (group.kind === 'any' ? 'none' : 'notAll') : group.kind;
  const change = (next: Way) => {
    const turned: Group = { kind: next === 'all' || next === 'notAll' ? 'all' : 'any', of: group.of };
    onChange(replaceAt(tree, path, next === 'none' || next === 'notAll' ? { kind: 'not', of: turned } : turned));
  };
  return (
    <div className={classes['group']} data-depth={path === '' ? 'root' : 'inner'}>
      <div className={classes['row']}>
        <span className={classes['sentence']}>
          <ChoiceWord
            label={t('group')}
            value={way}
            options={(['all', 'any', 'none', 'notAll'] as const).map((value) => ({
              value,
              title: t(`group.${value}`),
            }))}
            onChange={change}
          />
        </span>
        <PartCount path={path} scope={scope} isGroup />
        {path !== '' ? <PartMenu {...props} /> : <span className={classes['noMenu']} />}
      </div>
      <div className={classes['children']}>
        {group.of.map((child, i) => (
          <PartEditor
            // Parts have no identity but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={i}
            tree={tree}
            part={child}
            path={childPath(innerPath, i)}
            parentKind={group.kind}
            scope={scope}
            onChange={onChange}
          />
        ))}
        <ConditionPicker
          scope={scope}
          label={t(group.kind === 'all' ? 'add.and' : 'add.or')}
          onPick={(added) => onChange(joinAt(tree, innerPath, { kind: group.kind, added }))}
          isSmall
        />
      </div>
    </div>
  );
}
