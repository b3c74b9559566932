import { Button, Grid } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { Explorer, type ExplorerDefaults } from '../../components/explorer/index.ts';
import { FreshnessNote } from '../../components/freshness/index.ts';
import { Page } from '../../components/page/index.ts';
import { Answer } from '../../components/states/index.ts';
import { Burn } from './burn.tsx';
import { Funnel } from './funnel.tsx';
import { useTexts } from './texts.ts';

const DEFAULTS: ExplorerDefaults = {
  metrics: ['coupons_redeemed', 'coupons_issued', 'coupon_redemption_rate'],
  by: ['day'],
  period: { kind: 'all' },
  compare: undefined,
};

/** One campaign, live: how far people came, how fast the money goes, and any metric of it by any dimension. */
export function CampaignBoard({ campaignId }: { readonly campaignId: string }) {
  const t = useTexts();
  const board = useAnswer(routes.campaignBoard, { params: { campaignId } });
  const fixed = useMemo(() => [{ dimension: 'campaign', values: [campaignId] }], [campaignId]);
  return (
    <Page
      title={board.data?.title ?? campaignId}
      about={t('board.about')}
      parent={{ title: t('title'), to: '/star' }}
      actions={
        <>
          {board.data && <FreshnessNote of={board.data.freshness} />}
          <Button component={Link} to={`/campaigns/${encodeURIComponent(campaignId)}`} variant="default">
            {t('board.campaign')}
          </Button>
        </>
      }
    >
      <Answer of={board} height={300}>
        {({ funnel, burn, limit }) => (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: burn.length > 0 ? 5 : 12 }}>
              <Funnel steps={funnel} />
            </Grid.Col>
            {burn.length > 0 && (
              <Grid.Col span={{ base: 12, md: 7 }}>
                <Burn points={burn} limit={limit} />
              </Grid.Col>
            )}
          </Grid>
        )}
      </Answer>
      <Explorer defaults={DEFAULTS} fixed={fixed} />
    </Page>
  );
}
