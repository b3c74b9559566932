import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { EmptyState } from '../../components/states/index.ts';
import { useFormat, useLocal } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type Stock = CallOutput<typeof routes.listTemplates>['templates'][number];

/** Templates as the customer reads them, with what is out. */
export function Templates({ templates, create }: { readonly templates: readonly Stock[]; readonly create: ReactNode }) {
  const t = useTexts();
  const local = useLocal();
  const terms = useTerms();
  const [params] = useSearchParams();
  const columns: readonly Column<Stock>[] = [
    {
      id: 'template',
      title: t('template'),
      value: ({ template }) => local(template.title),
      width: 'minmax(180px, 2fr)',
    },
    {
      id: 'terms',
      title: t('terms'),
      value: ({ template }) => terms(template.discount),
      width: 'minmax(180px, 2fr)',
    },
    { id: 'cost', title: t('cost'), value: (row) => row.fullCost, kind: 'money' },
    {
      id: 'stock',
      title: t('stock'),
      value: ({ template }) => template.stock,
      kind: 'count',
      width: 'minmax(64px, 0.6fr)',
    },
    { id: 'issued', title: t('issued'), value: (row) => row.issued, kind: 'count', width: 'minmax(64px, 0.6fr)' },
    { id: 'redeemed', title: t('redeemed'), value: (row) => row.redeemed, kind: 'count', width: 'minmax(84px, 0.6fr)' },
    { id: 'left', title: t('left'), value: (row) => row.left, kind: 'count', width: 'minmax(64px, 0.6fr)' },
    {
      id: 'days',
      title: t('days'),
      value: ({ template }) => template.validDays,
      kind: 'count',
      width: 'minmax(84px, 0.6fr)',
    },
    { id: 'funder', title: t('funder'), value: ({ template }) => template.funder, width: '100px' },
  ];
  return (
    <Section title={t('templates')} flush>
      <DataTable
        name={t('templates')}
        columns={columns}
        rows={templates}
        rowKey={({ template }) => template.id}
        openKey={params.get('template') ?? undefined}
        maxHeight={320}
        empty={<EmptyState title={t('templates.none')} about={t('templates.none.about')} action={create} />}
      />
    </Section>
  );
}

function useTerms(): (discount: Stock['template']['discount']) => string {
  const t = useTexts();
  const format = useFormat();
  return (discount) => {
    const threshold = format.money(discount.threshold);
    if (discount.kind === 'amount') {
      const amount = format.money(discount.amount);
      return discount.threshold > 0 ? t('offFrom', { amount, threshold }) : t('off', { amount });
    }
    const words = { percent: format.percent(discount.rate), cap: format.money(discount.cap), threshold };
    return discount.threshold > 0 ? t('percentOffFrom', words) : t('percentOff', words);
  };
}
