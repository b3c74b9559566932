import { Anchor, Grid, Group, Stack } from '@mantine/core';
import { Link } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { Page } from '../../components/page/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { Answer } from '../../components/states/index.ts';
import { NO_VALUE, useFormat } from '../../i18n/index.ts';
import type { Campaign } from './campaign.ts';
import { CampaignActions } from './campaign-actions.tsx';
import { CampaignFacts } from './campaign-facts.tsx';
import { CampaignOutcome } from './campaign-outcome.tsx';
import { StateBadge } from './state-badge.tsx';
import { useTexts } from './texts.ts';
import { useCampaignJobs } from './use-campaign-jobs.ts';

/** One campaign: what it is, what a launch would do, what it did. */
export function CampaignPage({ id }: { readonly id: string }) {
  const t = useTexts();
  const campaign = useAnswer(routes.getCampaign, { params: { id } });
  const jobs = useCampaignJobs(id);
  return (
    <Page
      title={campaign.data?.title ?? id}
      parent={{ title: t('title'), to: '/campaigns' }}
      about={campaign.data?.hypothesis}
      actions={campaign.data && <CampaignActions campaign={campaign.data} jobs={jobs} />}
    >
      <Answer of={campaign} height={520}>
        {(found) => (
          <>
            <Figures campaign={found} />
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, lg: 7 }}>
                <CampaignOutcome campaign={found} jobs={jobs} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 5 }}>
                <Stack gap="lg">
                  <CampaignFacts campaign={found} />
                  <Group gap="lg">
                    <Anchor component={Link} size="sm" to={`/star/${encodeURIComponent(id)}`}>
                      {t('board')}
                    </Anchor>
                    <Anchor component={Link} size="sm" to={`/cord?campaign=${encodeURIComponent(id)}`}>
                      {t('decisions.open')}
                    </Anchor>
                    <StateBadge state={found.state} />
                  </Group>
                </Stack>
              </Grid.Col>
            </Grid>
          </>
        )}
      </Answer>
    </Page>
  );
}

function Figures({ campaign }: { readonly campaign: Campaign }) {
  const t = useTexts();
  const format = useFormat();
  const { budgetNow, audienceCount } = campaign;
  return (
    <StatRow>
      <StatTile label={t('people')} value={audienceCount === undefined ? NO_VALUE : format.count(audienceCount)} />
      <StatTile label={t('issued')} value={format.count(campaign.issued)} />
      <StatTile label={t('redeemed')} value={format.count(campaign.redeemed)} />
      <StatTile label={t('refused')} value={format.count(campaign.refused)} />
      <StatTile
        label={t('left')}
        value={format.money(budgetNow?.left ?? campaign.budget.limit)}
        note={`${t('held')} ${format.money(budgetNow?.held ?? 0)} · ${t('spent')} ${format.money(budgetNow?.spent ?? 0)}`}
      />
    </StatRow>
  );
}
