import { Badge, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { useReasonTitle } from '../../components/reasons/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { type Decision, OUTCOME_COLOURS } from './decision.ts';
import { useTexts } from './texts.ts';

/** The decision log, found by person or campaign. */
export function Decisions(props: {
  readonly openId: string | undefined;
  readonly onOpen: (decision: Decision) => void;
}) {
  const t = useTexts();
  const [params] = useSearchParams();
  const [user, setUser] = useState(params.get('user') ?? '');
  const [campaign, setCampaign] = useState(params.get('campaign') ?? '');
  const [asked] = useDebouncedValue({ user, campaign }, 250);
  const query = {
    limit: 200,
    ...(asked.user && { userId: asked.user }),
    ...(asked.campaign && { campaignId: asked.campaign }),
  };
  const found = useAnswer(routes.listDecisions, { query }, { keepLast: true });
  const columns = useColumns();
  const filters = (
    <>
      <TextInput
        aria-label={t('decisions.user')}
        placeholder={t('decisions.user')}
        w={120}
        value={user}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <TextInput
        aria-label={t('decisions.campaign')}
        placeholder={t('decisions.campaign')}
        w={140}
        value={campaign}
        onChange={(event) => setCampaign(event.currentTarget.value)}
      />
    </>
  );
  return (
    <Section title={t('decisions')} note={t('decisions.note')} flush>
      <Answer of={found} height={360}>
        {({ decisions }) => (
          <DataTable
            name={t('decisions')}
            columns={columns}
            rows={decisions}
            rowKey={(row) => row.id}
            openKey={props.openId}
            onOpen={props.onOpen}
            maxHeight={360}
            tools={filters}
            empty={<EmptyState title={t('decisions.none')} />}
          />
        )}
      </Answer>
    </Section>
  );
}

function useColumns(): readonly Column<Decision>[] {
  const t = useTexts();
  const reasonTitle = useReasonTitle();
  return [
    { id: 'at', title: t('decisions.at'), value: (row) => row.at, kind: 'instant' },
    { id: 'user', title: t('decisions.user'), value: (row) => row.userId },
    { id: 'campaign', title: t('decisions.campaign'), value: (row) => row.campaignId },
    {
      id: 'outcome',
      title: t('decisions.outcome'),
      value: (row) => t(`outcome.${row.outcome}`),
      render: (row) => (
        <Badge size="sm" variant="light" color={OUTCOME_COLOURS[row.outcome]}>
          {t(`outcome.${row.outcome}`)}
        </Badge>
      ),
      width: '110px',
    },
    {
      id: 'reason',
      title: t('decisions.reason'),
      value: (row) => (row.reason ? reasonTitle(row.reason) : row.templateId),
      width: 'minmax(160px, 1.6fr)',
    },
  ];
}
