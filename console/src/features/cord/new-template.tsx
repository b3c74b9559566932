import { Button, Group, Modal, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useContext, useState } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAction } from '../../api/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { FormatContext } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

export function NewTemplate({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useTexts();
  return (
    <Modal opened={opened} onClose={onClose} title={t('new')}>
      {opened && <Form onClose={onClose} />}
    </Modal>
  );
}

interface Draft {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly kind: 'amount' | 'percent';
  /** In the currency's main unit, or percent. */
  readonly value: number;
  readonly cap: number;
  readonly threshold: number;
  readonly stock: number;
  readonly perUserCap: number;
  readonly validDays: number;
}

const EMPTY: Draft = {
  id: '',
  en: '',
  zh: '',
  kind: 'amount',
  value: 5,
  cap: 10,
  threshold: 0,
  stock: 1000,
  perUserCap: 1,
  validDays: 30,
};

function Form({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const { currency } = useContext(FormatContext);
  const [draft, setDraft] = useState(EMPTY);
  const save = useAction(routes.putTemplate, [routes.showLedger, routes.listTemplates]);
  const change = (part: Partial<Draft>) => setDraft((last) => ({ ...last, ...part }));
  const minor = (value: number) => Math.round(value * 10 ** currency.decimals);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { id, en, zh, stock, perUserCap, validDays } = draft;
    const threshold = minor(draft.threshold);
    const discount =
      draft.kind === 'amount'
        ? ({ kind: 'amount', amount: minor(draft.value), threshold } as const)
        : ({ kind: 'percent', rate: draft.value / 100, cap: minor(draft.cap), threshold } as const);
    await save.mutateAsync({
      params: { id },
      body: { id, title: { en, zh: zh || en }, discount, stock, perUserCap, validDays },
    });
    onClose();
  };

  const number = (name: 'value' | 'cap' | 'threshold' | 'stock' | 'perUserCap' | 'validDays', label: string) => (
    <NumberInput
      label={label}
      value={draft[name]}
      min={0}
      thousandSeparator
      required
      onChange={(value) => change({ [name]: Number(value) })}
    />
  );

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <TextInput
          label={t('form.id')}
          value={draft.id}
          onChange={(event) => change({ id: event.currentTarget.value })}
          required
          data-autofocus
        />
        <Group grow>
          <TextInput
            label={t('form.en')}
            value={draft.en}
            onChange={(event) => change({ en: event.currentTarget.value })}
            required
          />
          <TextInput
            label={t('form.zh')}
            value={draft.zh}
            onChange={(event) => change({ zh: event.currentTarget.value })}
          />
        </Group>
        <SegmentedControl
          aria-label={t('form.kind')}
          value={draft.kind}
          onChange={(kind) => change({ kind: kind as Draft['kind'] })}
          data={[
            { value: 'amount', label: t('form.amount') },
            { value: 'percent', label: t('form.percent') },
          ]}
        />
        <Group grow>
          {number('value', draft.kind === 'amount' ? `${t('form.amount')} (${currency.code})` : t('form.percent'))}
          {draft.kind === 'percent' && number('cap', `${t('form.cap')} (${currency.code})`)}
          {number('threshold', `${t('form.threshold')} (${currency.code})`)}
        </Group>
        <Group grow>
          {number('stock', t('stock'))}
          {number('perUserCap', t('cap'))}
          {number('validDays', t('days'))}
        </Group>
        {save.error && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={draft.id === '' || draft.en === ''}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
