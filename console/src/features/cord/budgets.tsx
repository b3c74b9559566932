import { Badge } from '@mantine/core';
import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import { BurnBar } from '../../components/burn/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { EmptyState } from '../../components/states/index.ts';
import { useTexts } from './texts.ts';

type Budget = CallOutput<typeof routes.showLedger>['budgets'][number];

/** What each budget holds and has spent. */
export function Budgets({ budgets }: { readonly budgets: readonly Budget[] }) {
  const t = useTexts();
  const columns: readonly Column<Budget>[] = [
    { id: 'budget', title: t('budget'), value: (row) => row.id },
    {
      id: 'state',
      title: t('state'),
      value: (row) => t(row.isOpen ? 'open' : 'closed'),
      render: (row) => (
        <Badge size="sm" variant="light" color={row.isOpen ? 'green' : 'gray'}>
          {t(row.isOpen ? 'open' : 'closed')}
        </Badge>
      ),
      width: '96px',
    },
    {
      id: 'burn',
      title: t('burn'),
      value: (row) => (row.limit > 0 ? (row.held + row.spent) / row.limit : null),
      kind: 'percent',
      render: (row) => <BurnBar limit={row.limit} held={row.held} spent={row.spent} />,
      width: 'minmax(140px, 1.4fr)',
    },
    { id: 'held', title: t('held'), value: (row) => row.held, kind: 'money' },
    { id: 'spent', title: t('spent'), value: (row) => row.spent, kind: 'money' },
    { id: 'left', title: t('left'), value: (row) => row.left, kind: 'money' },
    { id: 'limit', title: t('limit'), value: (row) => row.limit, kind: 'money' },
    { id: 'funder', title: t('funder'), value: (row) => row.funder, width: '100px' },
  ];
  return (
    <Section title={t('budgets')} note={t('budgets.note')} flush>
      <DataTable
        name={t('budgets')}
        columns={columns}
        rows={budgets}
        rowKey={(row) => row.id}
        maxHeight={240}
        empty={<EmptyState title={t('budgets.none')} about={t('budgets.none.about')} />}
      />
    </Section>
  );
}
