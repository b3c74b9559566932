import { ActionIcon, Group, Stack, Textarea, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { Section } from '../../components/page/index.ts';
import { AddCondition } from './add-condition.tsx';
import { useTexts } from './texts.ts';
import type { ExpressionState } from './use-expression.ts';

/** The expression as text, and a row that adds a condition without knowing the language. */
export function ExpressionEditor({ expression }: { readonly expression: ExpressionState }) {
  const t = useTexts();
  useHotkeys([
    ['mod+Z', () => expression.undo()],
    ['mod+shift+Z', () => expression.redo()],
  ]);
  const add = (condition: string, word: 'and' | 'or') => {
    const before = expression.text.trim();
    const isEmpty = before === '' || before === 'everyone';
    expression.set(isEmpty ? condition : `${grouped(before, word)} ${word} ${condition}`);
  };
  return (
    <Section
      title={t('builder')}
      actions={
        <Group gap={0}>
          <Tooltip label={t('undo')}>
            <ActionIcon aria-label={t('undo')} disabled={!expression.canUndo} onClick={() => expression.undo()}>
              <IconArrowBackUp size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('redo')}>
            <ActionIcon aria-label={t('redo')} disabled={!expression.canRedo} onClick={() => expression.redo()}>
              <IconArrowForwardUp size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      }
    >
      <Stack gap="md">
        <Textarea
          label={t('text')}
          description={t('text.about')}
          value={expression.text}
          onChange={(event) => expression.set(event.currentTarget.value)}
          autosize
          minRows={3}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <AddCondition onAdd={add} />
      </Stack>
    </Section>
  );
}

/** `and` binds tighter than `or`, so what stands there is bracketed when an `and` is put behind it. */
function grouped(text: string, word: 'and' | 'or'): string {
  return word === 'and' && / or /i.test(text) ? `(${text})` : text;
}
