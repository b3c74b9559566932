import { Grid, Stack } from '@mantine/core';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { FreshnessNote } from '../../components/freshness/index.ts';
import { Page } from '../../components/page/index.ts';
import { Answer } from '../../components/states/index.ts';
import { Changes } from './changes.tsx';
import { Money } from './money.tsx';
import { RunningCampaigns } from './running-campaigns.tsx';
import { useTexts } from './texts.ts';
import { Waiting } from './waiting.tsx';

/** Money, campaigns, what changed and why, what waits: one look in the morning. */
export function OverviewPage() {
  const t = useTexts();
  const overview = useAnswer(routes.getOverview);
  return (
    <Page title={t('title')} about={t('about')} actions={overview.data && <FreshnessNote of={overview.data} />}>
      <Answer of={overview} height={640}>
        {({ money, campaigns, changes, waiting }) => (
          <>
            <Money funders={money} />
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, lg: 8 }}>
                <Stack gap="lg">
                  <RunningCampaigns campaigns={campaigns} />
                  <Changes changes={changes} />
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, lg: 4 }}>
                <Waiting items={waiting} />
              </Grid.Col>
            </Grid>
          </>
        )}
      </Answer>
    </Page>
  );
}
