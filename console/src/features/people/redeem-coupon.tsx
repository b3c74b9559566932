import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useContext, useState } from 'react';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAction } from '../../api/index.ts';
import { useReasonTitle } from '../../components/reasons/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { FormatContext, useFormat } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type Coupon = CallOutput<typeof routes.couponsOfUser>['coupons'][number];

/** Redeems one open coupon for an order. The order's id makes a repeated click harmless. */
export function RedeemCoupon({
  coupon,
  onClose,
}: {
  readonly coupon: Coupon | undefined;
  readonly onClose: () => void;
}) {
  const t = useTexts();
  const reasonTitle = useReasonTitle();
  const format = useFormat();
  const { currency } = useContext(FormatContext);
  const [orderId, setOrderId] = useState('');
  const [basket, setBasket] = useState<number | string>('');
  const redeem = useAction(routes.redeemCoupon, [
    routes.couponsOfUser,
    routes.showLedger,
    routes.listTemplates,
    routes.getTimeline,
  ]);

  const submit = async (open: Coupon) => {
    const minor = typeof basket === 'number' ? Math.round(basket * 10 ** currency.decimals) : undefined;
    const answer = await redeem.mutateAsync({
      params: { id: open.id },
      body: { key: `console/redeem/${open.id}/${orderId}`, orderId, ...(minor === undefined ? {} : { basket: minor }) },
    });
    if (answer.kind === 'refused') {
      notifications.show({ message: t('refused', { reason: reasonTitle(answer.reason) }), color: 'red' });
      return;
    }
    notifications.show({ message: t('redeem.done', { amount: format.money(answer.coupon.spent) }), color: 'green' });
    setOrderId('');
    setBasket('');
    onClose();
  };

  return (
    <Modal opened={coupon !== undefined} onClose={onClose} title={t('redeem.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (coupon) void submit(coupon);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('redeem.order')}
            value={orderId}
            onChange={(event) => setOrderId(event.currentTarget.value)}
            required
            data-autofocus
          />
          <NumberInput
            label={`${t('redeem.basket')} (${currency.code})`}
            description={t('redeem.basket.about')}
            value={basket}
            onChange={setBasket}
            min={0}
            decimalScale={currency.decimals}
            thousandSeparator
          />
          {redeem.error && <ErrorState error={redeem.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={redeem.isPending} disabled={orderId.trim() === ''}>
              {t('redeem')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
