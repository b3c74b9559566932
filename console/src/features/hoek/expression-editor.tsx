import { ActionIcon, Group, Skeleton, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import { type Expression, printExpression } from '../../../../src/expression/index.ts';
import { Section } from '../../components/page/index.ts';
import { PartCountsContext, VisualBuilder } from './builder/index.ts';
import classes from './hoek.module.css';
import { useTexts } from './texts.ts';
import type { ExpressionState } from './use-expression.ts';
import { type Vocabulary, VocabularyContext } from './vocabulary.ts';

export interface ExpressionEditorProps {
  readonly expression: ExpressionState;
  readonly vocabulary: Vocabulary | undefined;
  /** The last that the text was; undefined before the first. */
  readonly tree: Expression | undefined;
  /** The text is no expression now. */
  readonly isBroken: boolean;
  readonly count: CallOutput<typeof routes.countAudience> | undefined;
  readonly isStale: boolean;
}

/** The expression twice: as sentences and as text. Each follows the other. */
export function ExpressionEditor(props: ExpressionEditorProps) {
  const t = useTexts();
  const { expression, isBroken } = props;
  return (
    <Section title={t('builder')} actions={<History expression={expression} />}>
      <Stack gap="lg">
        <div className={isBroken ? classes['broken'] : ''} inert={isBroken}>
          <Sentences {...props} />
        </div>
        {isBroken && (
          <Text size="xs" c="dimmed">
            {t('text.broken')}
          </Text>
        )}
        <Textarea
          label={t('text')}
          description={t('text.about')}
          value={expression.text}
          onChange={(event) => expression.set(event.currentTarget.value, 'typing')}
          autosize
          minRows={2}
          maxRows={10}
          spellCheck={false}
          className={classes['text'] ?? ''}
        />
      </Stack>
    </Section>
  );
}

function Sentences({ expression, vocabulary, tree, count, isStale }: ExpressionEditorProps) {
  const counts = useMemo(
    () =>
      count && {
        byPath: new Map(count.parts.map((part) => [part.path, part.count])),
        population: count.population,
        isStale,
      },
    [count, isStale],
  );
  if (!vocabulary || !tree) return <Skeleton height={120} />;
  return (
    <VocabularyContext value={vocabulary}>
      <PartCountsContext value={counts}>
        <VisualBuilder
          tree={tree}
          onChange={(next, gesture) => expression.set(printExpression(next, vocabulary.catalogue), gesture)}
        />
      </PartCountsContext>
    </VocabularyContext>
  );
}

function History({ expression }: { readonly expression: ExpressionState }) {
  const t = useTexts();
  useHotkeys(
    [
      ['mod+Z', () => expression.undo()],
      ['mod+shift+Z', () => expression.redo()],
    ],
    [],
  );
  return (
    <Group gap={0}>
      <Tooltip label={t('undo')}>
        <ActionIcon
          variant="transparent"
          aria-label={t('undo')}
          disabled={!expression.canUndo}
          onClick={() => expression.undo()}
        >
          <IconArrowBackUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('redo')}>
        <ActionIcon
          variant="transparent"
          aria-label={t('redo')}
          disabled={!expression.canRedo}
          onClick={() => expression.redo()}
        >
          <IconArrowForwardUp size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
