import { Grid, Stack } from '@mantine/core';
import { useDebouncedValue, useThrottledValue } from '@mantine/hooks';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { FreshnessNote } from '../../components/freshness/index.ts';
import { Page } from '../../components/page/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { AudienceActions } from './audience-actions.tsx';
import { AudienceAnswer } from './audience-answer.tsx';
import { ExpressionEditor } from './expression-editor.tsx';
import { SavedAudiences } from './saved-audiences.tsx';
import { TagSpread } from './tag-spread.tsx';
import { useTexts } from './texts.ts';
import { useExpression } from './use-expression.ts';
import { useParsed } from './use-parsed.ts';
import { useVocabulary } from './vocabulary.ts';

/** Between two questions while a threshold is dragged: the count moves along. */
const DRAG_MS = 60;
/** A text that is being typed is wrong most of the time; it is called so once it rests. */
const QUIET_MS = 400;

/** Builder on the left, answer on the right. */
export function AudienceBuilder({ saved }: { readonly saved?: CallOutput<typeof routes.getAudience> }) {
  const t = useTexts();
  const expression = useExpression(saved?.text ?? 'everyone');
  const { vocabulary, error: fault } = useVocabulary();
  const { good, error } = useParsed(expression.text, vocabulary?.catalogue);
  const [mistake] = useDebouncedValue(error, QUIET_MS);
  const text = useThrottledValue(good?.text ?? '', DRAG_MS);
  const [rested] = useDebouncedValue(text, QUIET_MS);
  const count = useAnswer(
    routes.countAudience,
    { body: { expression: text } },
    { keepLast: true, enabled: text !== '' },
  );
  const wrong = fault ?? (error && mistake) ?? count.error;
  const isStale = count.isPlaceholderData || Boolean(error ?? count.error);
  return (
    <Page
      title={saved ? saved.title || saved.id : t('title')}
      about={t('about')}
      {...(saved ? { parent: { title: t('title'), to: '/hoek' } } : {})}
      actions={<AudienceActions saved={saved} text={text} isValid={text !== '' && !error && !count.error} />}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <ExpressionEditor
              expression={expression}
              vocabulary={vocabulary}
              tree={good?.tree}
              isBroken={error !== undefined}
              count={count.data}
              isStale={isStale}
            />
            <SavedAudiences openId={saved?.id} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            {wrong !== undefined && wrong !== null && <ErrorState error={wrong} />}
            <AudienceAnswer count={count.data} isStale={isStale} />
            {rested !== '' && !count.error && <TagSpread text={rested} />}
            {count.data && <FreshnessNote of={count.data.freshness} tookMs={count.data.tookMs} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
