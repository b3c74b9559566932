import { Button } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useTexts } from './texts.ts';

type Audience = CallOutput<typeof routes.listAudiences>['audiences'][number];

export function SavedAudiences({ openId }: { readonly openId: string | undefined }) {
  const t = useTexts();
  const navigate = useNavigate();
  const list = useAnswer(routes.listAudiences);
  const columns: readonly Column<Audience>[] = [
    { id: 'title', title: t('builder'), value: (row) => row.title || row.id, width: 'minmax(140px, 1.4fr)' },
    { id: 'text', title: t('text'), value: (row) => row.text, width: 'minmax(160px, 2fr)' },
    { id: 'count', title: t('count'), value: (row) => row.count, kind: 'count' },
  ];
  return (
    <Section
      title={t('saved')}
      flush
      actions={
        openId !== undefined && (
          <Button component={Link} to="/hoek" variant="default" size="compact-sm">
            {t('new')}
          </Button>
        )
      }
    >
      <Answer of={list} height={180}>
        {({ audiences }) => (
          <DataTable
            name={t('saved')}
            columns={columns}
            rows={audiences}
            rowKey={(row) => row.id}
            openKey={openId}
            onOpen={(row) => void navigate(`/hoek/${encodeURIComponent(row.id)}`)}
            maxHeight={240}
            empty={<EmptyState title={t('saved.none')} />}
          />
        )}
      </Answer>
    </Section>
  );
}
