import { Stack, Table, Text } from '@mantine/core';
import { Section } from '../../components/page/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { NO_VALUE, useFormat } from '../../i18n/index.ts';
import type { ImportResult } from './imported.ts';
import { RejectTable } from './reject-table.tsx';
import { useTexts } from './texts.ts';

/** What an import did, or what it would do: rows by file, the first mapped rows, the rejects. */
export function ImportOutcome({ result }: { readonly result: ImportResult }) {
  const t = useTexts();
  const format = useFormat();
  const sum = (part: (file: ImportResult['files'][number]) => number) =>
    format.count(result.files.reduce((total, file) => total + part(file), 0));
  return (
    <Stack gap="lg">
      <Section
        title={t(result.dryRun ? 'outcome.dry' : 'outcome')}
        note={t(result.dryRun ? 'outcome.dry.about' : 'outcome.about')}
      >
        <StatRow>
          <StatTile label={t('rowsRead')} value={sum((file) => file.rowsRead)} />
          <StatTile
            label={t(result.dryRun ? 'outcome.would' : 'rowsWritten')}
            value={sum((file) => file.rowsWritten)}
          />
          <StatTile label={t('rowsKnown')} value={sum((file) => file.rowsKnown)} hint={t('rowsKnown.hint')} />
          <StatTile label={t('rowsRejected')} value={sum((file) => file.rowsRejected)} />
        </StatRow>
      </Section>
      {result.samples.map(({ file, target, rows }) => (
        <Section key={`${file} ${target}`} title={`${file} → ${target}`} flush>
          <Sample rows={rows} />
        </Section>
      ))}
      {result.rejects.length > 0 && (
        <Section title={t('rejects')} flush>
          <RejectTable rejects={result.rejects} />
        </Section>
      )}
    </Stack>
  );
}

type SampleRow = ImportResult['samples'][number]['rows'][number];

function Sample({ rows }: { readonly rows: readonly SampleRow[] }) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <Table.ScrollContainer minWidth={600}>
      <Table fz="sm">
        <Table.Thead>
          <Table.Tr>
            {names.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={JSON.stringify(row)}>
              {names.map((name) => (
                <Table.Td key={name} style={{ whiteSpace: 'nowrap' }}>
                  {row[name] === null || row[name] === undefined ? (
                    <Text span c="dimmed">
                      {NO_VALUE}
                    </Text>
                  ) : (
                    String(row[name])
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
