import { Button, FileInput, Group, Progress, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { JobProgress, useJob, useRunningJob } from '../../components/jobs/index.ts';
import { Section } from '../../components/page/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { ImportOutcome } from './import-outcome.tsx';
import type { ImportResult } from './imported.ts';
import { useTexts } from './texts.ts';
import { useUpload } from './use-upload.ts';

/** A mapping and its files: first a dry run that shows what would come in, then the import itself. */
export function NewImport() {
  const t = useTexts();
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const [mapping, setMapping] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const sent = useUpload();
  const running = useRunningJob('import');
  const job = useJob(search.get('job') ?? running?.id);

  const start = async (isDry: boolean) => {
    const started = await sent.send({ mapping, files, isDry });
    if (started) setSearch({ new: '1', job: started.id });
  };
  const isBusy = sent.isPending || job?.state === 'running';
  const isReady = mapping.trim() !== '' && files.length > 0 && !isBusy;
  const result = job?.state === 'done' ? (job.result as ImportResult) : undefined;

  return (
    <Stack gap="lg">
      <Section title={t('new')} note={t('new.about')}>
        <Stack gap="md">
          <FileInput
            label={t('mapping.file')}
            accept=".toml"
            placeholder={t('mapping.choose')}
            onChange={(file) => void file?.text().then(setMapping)}
            clearable
          />
          <Textarea
            label={t('mapping')}
            description={t('mapping.about')}
            value={mapping}
            onChange={(event) => setMapping(event.currentTarget.value)}
            autosize
            minRows={6}
            maxRows={16}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
          />
          <FileInput
            label={t('files')}
            description={t('files.about')}
            placeholder={t('files.choose')}
            multiple
            clearable
            value={files}
            onChange={setFiles}
          />
          <Group gap="sm">
            <Button variant="default" disabled={!isReady} onClick={() => void start(true)}>
              {t('dryRun')}
            </Button>
            <Button disabled={!isReady} onClick={() => void start(false)}>
              {t('import')}
            </Button>
            <Text size="xs" c="dimmed">
              {t('safe')}
            </Text>
          </Group>
          {sent.isPending && (
            <Stack gap="xs" role="status">
              <Text size="sm">{t('uploading', { share: format.percent(sent.share) })}</Text>
              <Progress
                size="sm"
                value={100 * sent.share}
                aria-label={t('uploading', { share: format.percent(sent.share) })}
              />
            </Stack>
          )}
          {sent.error ? <ErrorState error={sent.error} kept={t('kept')} /> : null}
          {job && !sent.isPending && <JobProgress job={job} title={t('job')} />}
        </Stack>
      </Section>
      {result && <ImportOutcome result={result} />}
    </Stack>
  );
}
