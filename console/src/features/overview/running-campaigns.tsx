import { Anchor, Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { BurnBar } from '../../components/burn/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { EmptyState } from '../../components/states/index.ts';
import type { Overview } from './overview.ts';
import { useTexts } from './texts.ts';

type Campaign = Overview['campaigns'][number];

export function RunningCampaigns({ campaigns }: { readonly campaigns: readonly Campaign[] }) {
  const t = useTexts();
  const navigate = useNavigate();
  const columns: readonly Column<Campaign>[] = [
    {
      id: 'title',
      title: t('campaigns.title'),
      value: (row) => row.title,
      render: (row) => (
        <Anchor component={Link} to={`/star/${encodeURIComponent(row.id)}`} size="sm">
          {row.title}
        </Anchor>
      ),
      width: 'minmax(150px, 2fr)',
    },
    {
      id: 'burn',
      title: t('campaigns.burn'),
      value: (row) => (row.limit > 0 ? (row.held + row.spent) / row.limit : 0),
      kind: 'percent',
      render: (row) => <BurnBar {...row} />,
      width: 'minmax(140px, 1.4fr)',
      hint: t('campaigns.burn.hint'),
    },
    { id: 'spent', title: t('money.spent'), value: (row) => row.spent, kind: 'money' },
    { id: 'limit', title: t('money.limit'), value: (row) => row.limit, kind: 'money' },
    { id: 'issued', title: t('campaigns.issued'), value: (row) => row.issued, kind: 'count', width: '88px' },
    { id: 'redeemed', title: t('campaigns.redeemed'), value: (row) => row.redeemed, kind: 'count', width: '96px' },
  ];
  return (
    <Section title={t('campaigns.running')} flush>
      <DataTable
        name={t('campaigns.running')}
        columns={columns}
        rows={campaigns}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/star/${encodeURIComponent(row.id)}`)}
        maxHeight={320}
        isBrief={campaigns.length < 8}
        empty={
          <EmptyState
            title={t('campaigns.none')}
            about={t('campaigns.none.about')}
            action={
              <Button component={Link} to="/campaigns" variant="default">
                {t('campaigns.open')}
              </Button>
            }
          />
        }
      />
    </Section>
  );
}
