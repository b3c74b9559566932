import { Button, Grid, Stack } from '@mantine/core';
import { useState } from 'react';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer, useMay } from '../../api/index.ts';
import { Page } from '../../components/page/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { NO_VALUE, useFormat } from '../../i18n/index.ts';
import { IssueCoupon } from './issue-coupon.tsx';
import { PersonCoupons } from './person-coupons.tsx';
import { PersonTags } from './person-tags.tsx';
import { PersonTimeline } from './person-timeline.tsx';
import { useTexts } from './texts.ts';

type Profile = CallOutput<typeof routes.getProfile>;

/** One page of one person: who, what happened, coupons, every tag. */
export function PersonPage({ userId }: { readonly userId: string }) {
  const t = useTexts();
  const mayIssue = useMay('issue');
  const [isIssuing, setIssuing] = useState(false);
  const profile = useAnswer(routes.getProfile, { params: { userId } });
  const coupons = useAnswer(routes.couponsOfUser, { params: { userId } });
  return (
    <Page
      title={userId}
      parent={{ title: t('title'), to: '/people' }}
      actions={mayIssue && <Button onClick={() => setIssuing(true)}>{t('issue')}</Button>}
    >
      <Figures profile={profile.data} held={coupons.data?.coupons.filter(({ state }) => state === 'issued').length} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Stack gap="lg">
            <PersonCoupons userId={userId} coupons={coupons} />
            <PersonTimeline userId={userId} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <PersonTags profile={profile} />
        </Grid.Col>
      </Grid>
      <IssueCoupon userId={userId} opened={isIssuing} onClose={() => setIssuing(false)} />
    </Page>
  );
}

function Figures({ profile, held }: { readonly profile: Profile | undefined; readonly held: number | undefined }) {
  const t = useTexts();
  const format = useFormat();
  const tag = (id: string): number | undefined => {
    const value = profile?.tags.find((entry) => entry.id === id)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const shown = (value: number | undefined, write: (value: number) => string) => {
    if (!profile) return undefined;
    return value === undefined ? NO_VALUE : write(value);
  };
  return (
    <StatRow>
      <StatTile label={t('stat.orders')} value={shown(tag('orders_365d'), format.count)} />
      <StatTile label={t('stat.spend')} value={shown(tag('spend_365d'), format.money)} />
      <StatTile label={t('stat.since')} value={shown(tag('days_since_order'), format.count)} />
      <StatTile label={t('stat.coupons')} value={held === undefined ? undefined : format.count(held)} />
    </StatRow>
  );
}
