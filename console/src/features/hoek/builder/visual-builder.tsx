import { Text } from '@mantine/core';
import type { Expression } from '../../../../../src/expression/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';
import classes from './builder.module.css';
import { ConditionPicker } from './condition-picker.tsx';
import { joinAt } from './edit-tree.ts';
import { PartEditor } from './part-editor.tsx';
import { PartEditorContext } from './part-props.ts';
import type { Change, Scope } from './scope.ts';

/** The tree as sentences. Every state of it is a tree, and so a text. */
export function VisualBuilder({
  tree,
  onChange,
}: {
  readonly tree: Expression;
  readonly onChange: Change<Expression>;
}) {
  const t = useTexts();
  const { catalogue } = useWords();
  const scope: Scope = { fields: catalogue.fields };
  const group = tree.kind === 'not' ? tree.of : tree;
  const isGroup = group.kind === 'all' || group.kind === 'any';
  return (
    <PartEditorContext value={PartEditor}>
      <div className={classes['builder']}>
        {tree.kind === 'everyone' ? (
          <Text size="sm" c="dimmed">
            {t('builder.everyone')}
          </Text>
        ) : (
          <PartEditor tree={tree} scope={scope} onChange={onChange} />
        )}
        {!isGroup && (
          <ConditionPicker
            scope={scope}
            label={t('add.condition')}
            onPick={(added) => onChange(joinAt(tree, '', { kind: 'all', added }))}
          />
        )}
      </div>
    </PartEditorContext>
  );
}
