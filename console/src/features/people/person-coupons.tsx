import { Anchor, Badge, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAction, useMay } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { useReasonTitle } from '../../components/reasons/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { RedeemCoupon } from './redeem-coupon.tsx';
import { useTexts } from './texts.ts';

type Coupon = CallOutput<typeof routes.couponsOfUser>['coupons'][number];

const COLOURS: Readonly<Record<Coupon['state'], string>> = {
  issued: 'blue',
  redeemed: 'green',
  released: 'gray',
  expired: 'gray',
};

/** Coupons of the person; an open one can be redeemed for an order or given back. */
export function PersonCoupons(props: {
  readonly userId: string;
  readonly coupons: UseQueryResult<CallOutput<typeof routes.couponsOfUser>>;
}) {
  const t = useTexts();
  const [redeeming, setRedeeming] = useState<Coupon>();
  const columns = useColumns(setRedeeming);
  return (
    <Section title={t('coupons')} flush>
      <Answer of={props.coupons} height={160}>
        {({ coupons }) =>
          coupons.length === 0 ? (
            <EmptyState title={t('coupons.none')} about={t('coupons.none.about')} />
          ) : (
            <DataTable
              name={`${t('coupons')} ${props.userId}`}
              columns={columns}
              rows={coupons}
              rowKey={(row) => row.id}
              maxHeight={280}
            />
          )
        }
      </Answer>
      <RedeemCoupon coupon={redeeming} onClose={() => setRedeeming(undefined)} />
    </Section>
  );
}

function useColumns(redeem: (coupon: Coupon) => void): readonly Column<Coupon>[] {
  const t = useTexts();
  const mayIssue = useMay('issue');
  return [
    {
      id: 'template',
      title: t('coupon.template'),
      value: (row) => row.templateId,
      render: (row) => (
        <Anchor component={Link} to={`/cord?template=${encodeURIComponent(row.templateId)}`} size="sm" title={row.id}>
          {row.templateId}
        </Anchor>
      ),
    },
    {
      id: 'state',
      title: t('coupon.state'),
      value: (row) => t(`state.${row.state}`),
      render: (row) => (
        <Badge size="sm" variant="light" color={COLOURS[row.state]}>
          {t(`state.${row.state}`)}
        </Badge>
      ),
      width: '104px',
    },
    { id: 'held', title: t('coupon.held'), value: (row) => row.held, kind: 'money' },
    { id: 'spent', title: t('coupon.spent'), value: (row) => row.spent, kind: 'money' },
    { id: 'expires', title: t('coupon.expires'), value: (row) => row.expiresAt, kind: 'instant' },
    {
      id: 'actions',
      title: '',
      value: () => '',
      render: (row) =>
        mayIssue && row.state === 'issued' ? <OpenCouponActions coupon={row} onRedeem={() => redeem(row)} /> : null,
      width: '170px',
    },
  ];
}

function OpenCouponActions({ coupon, onRedeem }: { readonly coupon: Coupon; readonly onRedeem: () => void }) {
  const t = useTexts();
  const reasonTitle = useReasonTitle();
  const release = useAction(routes.releaseCoupon, [routes.couponsOfUser, routes.showLedger, routes.listTemplates]);
  const give = async () => {
    const answer = await release.mutateAsync({
      params: { id: coupon.id },
      body: { key: `console/release/${coupon.id}` },
    });
    notifications.show(
      answer.kind === 'done'
        ? { message: t('release.done'), color: 'green' }
        : { message: t('refused', { reason: reasonTitle(answer.reason) }), color: 'red' },
    );
  };
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-xs" variant="light" onClick={onRedeem}>
        {t('redeem')}
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" loading={release.isPending} onClick={() => void give()}>
        {t('release')}
      </Button>
    </Group>
  );
}
