import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconHammer } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAction, useAnswer, useMay, useRefresh } from '../../api/index.ts';
import { JobProgress, useJob, useRunningJob } from '../../components/jobs/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { useTexts } from './texts.ts';

const REFRESHES = [routes.listTags, routes.listTagBuilds, routes.describeTag, routes.getWorkspace];

/** Builds and publishes all tags as of a day; the work goes on when one leaves and is found again here. */
export function BuildTags() {
  const t = useTexts();
  const may = useMay('build');
  const [search, setSearch] = useSearchParams();
  const isOpen = search.get('build') === 'ask';
  const setOpen = (open: boolean) => {
    const next = new URLSearchParams(search);
    if (open) next.set('build', 'ask');
    else next.delete('build');
    setSearch(next, { replace: true });
  };
  const running = useRunningJob('tags.build');
  if (!may) return null;
  return (
    <>
      <Button
        leftSection={<IconHammer size={15} />}
        loading={running !== undefined && !isOpen}
        onClick={() => setOpen(true)}
      >
        {t('build')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('build')}>
        {isOpen && <BuildForm runningId={running?.id} onClose={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function BuildForm({ runningId, onClose }: { readonly runningId: string | undefined; readonly onClose: () => void }) {
  const t = useTexts();
  const workspace = useAnswer(routes.getWorkspace);
  const [asOf, setAsOf] = useState('');
  const build = useAction(routes.buildTags, [routes.listJobs]);
  const refresh = useRefresh(REFRESHES);
  const job = useJob(build.data?.id ?? runningId);
  const isDone = job?.state === 'done';
  useEffect(() => {
    if (isDone) refresh();
  }, [isDone, refresh]);

  if (job) {
    return (
      <Stack gap="lg">
        <JobProgress job={job} title={t('build.running')} />
        <Text size="sm" c="dimmed">
          {isDone ? t('build.done') : t('build.leave')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('close')}
          </Button>
        </Group>
      </Stack>
    );
  }
  const day = asOf || (workspace.data?.today ?? '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        build.mutate({ body: { asOf: day } });
      }}
    >
      <Stack gap="lg">
        <TextInput
          type="date"
          label={t('build.asOf')}
          description={t('build.asOf.about')}
          value={day}
          onChange={(event) => setAsOf(event.currentTarget.value)}
          data-autofocus
        />
        {build.error && <ErrorState error={build.error} kept={t('build.kept')} />}
        <Group justify="flex-end">
          <Button type="submit" loading={build.isPending}>
            {t('build.start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
