import { Button, Code, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { FactList, Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import type { Reject } from './imported.ts';
import { RejectTable } from './reject-table.tsx';
import { useTexts } from './texts.ts';
import { useReason } from './use-reason.ts';

const MOST = 1000;

/** Rows in quarantine with reason, file and line, so that the source can be mended. */
export function Rejects({ importId }: { readonly importId: string | undefined }) {
  const t = useTexts();
  const format = useFormat();
  const reasonOf = useReason();
  const [open, setOpen] = useState<Reject>();
  const rejects = useAnswer(routes.listRejects, { query: { limit: MOST, importId } });
  return (
    <Answer of={rejects} height={480}>
      {(data) => (
        <Stack gap="lg">
          {open && (
            <Section
              title={reasonOf(open.reason)}
              note={open.reason}
              actions={
                <Button variant="default" size="compact-xs" onClick={() => setOpen(undefined)}>
                  {t('close')}
                </Button>
              }
            >
              <FactList
                facts={[
                  [t('file'), open.file],
                  [t('line'), open.line === null ? undefined : format.count(open.line)],
                  [t('field'), open.field ?? undefined],
                ]}
              />
              <Code block mt="sm">
                {open.row}
              </Code>
            </Section>
          )}
          <Section flush>
            <RejectTable
              rejects={data.rejects}
              onOpen={setOpen}
              partial={data.next ? t('rejects.of', { total: format.count(data.total) }) : undefined}
              tools={
                importId && (
                  <Button
                    component={Link}
                    to="/imports?view=rejects"
                    variant="default"
                    rightSection={<IconX size={13} />}
                  >
                    {t('rejects.one')}
                  </Button>
                )
              }
              empty={<EmptyState title={t('rejects.none')} about={t('rejects.none.about')} />}
            />
          </Section>
        </Stack>
      )}
    </Answer>
  );
}
