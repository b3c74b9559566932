import { Anchor, Badge, Button } from '@mantine/core';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import type { ImportedFile } from './imported.ts';
import { useTexts } from './texts.ts';

const MOST = 1000;

/** Every file that came in, newest first. */
export function History() {
  const t = useTexts();
  const format = useFormat();
  const imports = useAnswer(routes.listImports, { query: { limit: MOST } });
  const columns = useMemo(
    (): readonly Column<ImportedFile>[] => [
      { id: 'startedAt', title: t('startedAt'), value: (file) => file.startedAt, kind: 'instant' },
      { id: 'source', title: t('source'), value: (file) => file.source, width: 'minmax(110px, 1fr)' },
      { id: 'file', title: t('file'), value: (file) => file.file, width: 'minmax(140px, 1.6fr)' },
      { id: 'target', title: t('target'), value: (file) => file.target, width: '120px' },
      { id: 'rowsRead', title: t('rowsRead'), value: (file) => file.rowsRead, kind: 'count' },
      { id: 'rowsWritten', title: t('rowsWritten'), value: (file) => file.rowsWritten, kind: 'count' },
      {
        id: 'rowsKnown',
        title: t('rowsKnown'),
        value: (file) => file.rowsKnown,
        kind: 'count',
        hint: t('rowsKnown.hint'),
      },
      {
        id: 'rowsRejected',
        title: t('rowsRejected'),
        value: (file) => file.rowsRejected,
        kind: 'count',
        render: (file) =>
          file.rowsRejected > 0 ? (
            <Anchor
              component={Link}
              to={`/imports?view=rejects&import=${encodeURIComponent(file.importId)}`}
              size="sm"
              c="var(--t-bad)"
            >
              {format.count(file.rowsRejected)}
            </Anchor>
          ) : (
            format.count(0)
          ),
      },
      {
        id: 'state',
        title: t('state'),
        value: (file) => t(`state.${stateOf(file)}`),
        render: (file) => (
          <Badge color={stateOf(file) === 'done' ? 'green' : 'gray'}>{t(`state.${stateOf(file)}`)}</Badge>
        ),
        width: '110px',
      },
    ],
    [t, format],
  );
  return (
    <Answer of={imports} height={480}>
      {({ files, next }) => (
        <Section flush>
          <DataTable
            name={t('history')}
            columns={columns}
            rows={files}
            rowKey={(file) => `${file.importId} ${file.file} ${file.target}`}
            maxHeight={640}
            partial={next ? t('more') : undefined}
            empty={
              <EmptyState
                title={t('none')}
                about={t('none.about')}
                action={
                  <Button component={Link} to="/imports?new=1">
                    {t('new')}
                  </Button>
                }
              />
            }
          />
        </Section>
      )}
    </Answer>
  );
}

function stateOf(file: ImportedFile): 'done' | 'unchanged' | 'running' {
  if (file.unchanged) return 'unchanged';
  return file.finishedAt === undefined ? 'running' : 'done';
}
