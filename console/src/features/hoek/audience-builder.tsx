import { Grid, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
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

/** Long enough that a word being typed is not asked for letter by letter, short enough that it feels at once. */
const QUIET_MS = 120;

/** Builder on the left, answer on the right. */
export function AudienceBuilder({ saved }: { readonly saved?: CallOutput<typeof routes.getAudience> }) {
  const t = useTexts();
  const expression = useExpression(saved?.text ?? 'everyone');
  const [asked] = useDebouncedValue(expression.text.trim() || 'everyone', QUIET_MS);
  const count = useAnswer(routes.countAudience, { body: { expression: asked } }, { keepLast: true });
  return (
    <Page
      title={saved ? saved.title || saved.id : t('title')}
      about={t('about')}
      {...(saved ? { parent: { title: t('title'), to: '/hoek' } } : {})}
      actions={<AudienceActions saved={saved} text={asked} isValid={!count.error} />}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="lg">
            <ExpressionEditor expression={expression} />
            <SavedAudiences openId={saved?.id} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="lg">
            {count.error && <ErrorState error={count.error} />}
            <AudienceAnswer count={count.data} text={asked} isStale={count.isPlaceholderData || Boolean(count.error)} />
            {!count.error && <TagSpread text={asked} />}
            {count.data && <FreshnessNote of={count.data.freshness} tookMs={count.data.tookMs} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
