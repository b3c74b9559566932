import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer, useMay } from '../../api/index.ts';
import { BurnBar } from '../../components/burn/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Page, Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import type { Campaign } from './campaign.ts';
import { CampaignForm } from './campaign-form.tsx';
import { StateBadge } from './state-badge.tsx';
import { useTexts } from './texts.ts';

export function CampaignList() {
  const t = useTexts();
  const navigate = useNavigate();
  const mayBuild = useMay('build');
  const [isNew, setNew] = useState(false);
  const list = useAnswer(routes.listCampaigns);
  const columns = useColumns();
  const create = mayBuild && <Button onClick={() => setNew(true)}>{t('new')}</Button>;
  const open = (id: string) => void navigate(`/campaigns/${encodeURIComponent(id)}`);
  return (
    <Page title={t('title')} about={t('about')} actions={create}>
      <Section flush>
        <Answer of={list} height={400}>
          {({ campaigns }) => (
            <DataTable
              name={t('title')}
              columns={columns}
              rows={campaigns}
              rowKey={(row) => row.id}
              onOpen={(row) => open(row.id)}
              empty={<EmptyState title={t('empty')} about={t('empty.about')} action={create} />}
            />
          )}
        </Answer>
      </Section>
      <CampaignForm opened={isNew} onClose={() => setNew(false)} onSaved={open} />
    </Page>
  );
}

function useColumns(): readonly Column<Campaign>[] {
  const t = useTexts();
  return [
    {
      id: 'title',
      title: t('campaign'),
      value: (row) => row.title,
      render: (row) => (
        <Anchor component={Link} to={`/campaigns/${encodeURIComponent(row.id)}`} size="sm">
          {row.title}
        </Anchor>
      ),
      width: 'minmax(160px, 2fr)',
    },
    {
      id: 'state',
      title: t('state'),
      value: (row) => t(`state.${row.state}`),
      render: (row) => <StateBadge state={row.state} />,
      width: '104px',
    },
    { id: 'audience', title: t('audience'), value: (row) => row.audienceId },
    { id: 'people', title: t('people'), value: (row) => row.audienceCount, kind: 'count', width: '88px' },
    {
      id: 'burn',
      title: t('burn'),
      hint: t('burn.hint'),
      value: ({ budgetNow }) =>
        budgetNow && budgetNow.limit > 0 ? (budgetNow.held + budgetNow.spent) / budgetNow.limit : null,
      kind: 'percent',
      render: ({ budgetNow }) =>
        budgetNow && <BurnBar limit={budgetNow.limit} held={budgetNow.held} spent={budgetNow.spent} />,
      width: 'minmax(120px, 1fr)',
    },
    { id: 'limit', title: t('limit'), value: (row) => row.budget.limit, kind: 'money' },
    { id: 'issued', title: t('issued'), value: (row) => row.issued, kind: 'count', width: '88px' },
    { id: 'redeemed', title: t('redeemed'), value: (row) => row.redeemed, kind: 'count', width: '96px' },
  ];
}
