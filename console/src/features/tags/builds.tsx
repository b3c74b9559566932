import { Badge, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAction, useAnswer, useMay } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer, EmptyState, ErrorState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { Problems } from './problems.tsx';
import { useTexts } from './texts.ts';

type Build = CallOutput<typeof routes.listTagBuilds>['builds'][number];

const COLOURS: Readonly<Record<Build['state'], string>> = { published: 'green', held: 'red', discarded: 'gray' };

/** Every build with its time, what it broke, and what was decided about it. */
export function Builds() {
  const t = useTexts();
  const builds = useAnswer(routes.listTagBuilds);
  const [opened, open] = useState<Build>();
  const columns: readonly Column<Build>[] = [
    { id: 'version', title: t('builds.version'), value: (row) => row.version, kind: 'count', width: '84px' },
    { id: 'asOf', title: t('stat.asOf'), value: (row) => row.asOf, kind: 'day' },
    { id: 'builtAt', title: t('builds.builtAt'), value: (row) => row.builtAt, kind: 'instant' },
    {
      id: 'took',
      title: t('builds.took'),
      value: (row) => row.durationMs,
      render: (row) => <Took ms={row.durationMs} />,
    },
    { id: 'people', title: t('stat.people'), value: (row) => row.people, kind: 'count' },
    { id: 'tags', title: t('stat.tags'), value: (row) => row.tags.length, kind: 'count' },
    {
      id: 'state',
      title: t('state'),
      value: (row) => t(`build.state.${row.state}`),
      render: (row) => (
        <Group gap="xs" wrap="nowrap">
          <Badge color={COLOURS[row.state]}>{t(`build.state.${row.state}`)}</Badge>
          {row.isServed && <Badge color="accent">{t('builds.served')}</Badge>}
        </Group>
      ),
      width: '170px',
    },
    { id: 'problems', title: t('builds.problems'), value: (row) => row.problems.length, kind: 'count' },
  ];
  return (
    <Section flush>
      <Answer of={builds} height={360}>
        {(data) => (
          <DataTable
            name={t('view.builds')}
            columns={columns}
            rows={data.builds}
            rowKey={(row) => String(row.version)}
            onOpen={open}
            maxHeight={560}
            empty={<EmptyState title={t('notBuilt')} about={t('notBuilt.about')} />}
          />
        )}
      </Answer>
      <Modal
        opened={opened !== undefined}
        onClose={() => open(undefined)}
        size="lg"
        title={opened && t('stat.version', { version: opened.version })}
      >
        {opened && <BuildStory build={opened} onDone={() => open(undefined)} />}
      </Modal>
    </Section>
  );
}

function Took({ ms }: { readonly ms: number }) {
  return <span>{useFormat().duration(ms)}</span>;
}

function BuildStory({ build, onDone }: { readonly build: Build; readonly onDone: () => void }) {
  const t = useTexts();
  const format = useFormat();
  const mayBuild = useMay('build');
  return (
    <Stack gap="md">
      {build.problems.length === 0 ? (
        <Text size="sm">{t('builds.sound')}</Text>
      ) : (
        <Problems problems={build.problems} />
      )}
      {build.decision && (
        <Text size="sm" c="dimmed">
          {t('builds.decision', {
            by: build.decision.by,
            at: format.dateTime(build.decision.at),
            reason: build.decision.reason,
          })}
        </Text>
      )}
      {mayBuild && !build.isServed && build.isReadable && <Decide build={build} onDone={onDone} />}
    </Stack>
  );
}

const READERS = [routes.listTagBuilds, routes.listTags, routes.describeTag, routes.getWorkspace, routes.listJobs];

/** A held build is published all the same or given up, an older one is gone back to; each with a reason that is kept. */
function Decide({ build, onDone }: { readonly build: Build; readonly onDone: () => void }) {
  const t = useTexts();
  const [reason, setReason] = useState('');
  const publish = useAction(routes.publishTagBuild, READERS);
  const discard = useAction(routes.discardTagBuild, READERS);
  const input = { params: { version: build.version }, body: { reason } };
  const error = publish.error ?? discard.error;
  return (
    <Stack gap="sm">
      <TextInput
        label={t('builds.reason')}
        description={t('builds.reason.about')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error && <ErrorState error={error} />}
      <Group justify="flex-end" gap="sm">
        {build.state === 'held' && (
          <Button
            variant="default"
            disabled={reason.trim() === ''}
            loading={discard.isPending}
            onClick={() => discard.mutate(input, { onSuccess: onDone })}
          >
            {t('builds.discard')}
          </Button>
        )}
        <Button
          disabled={reason.trim() === ''}
          loading={publish.isPending}
          onClick={() => publish.mutate(input, { onSuccess: onDone })}
        >
          {t(build.state === 'held' ? 'builds.publish' : 'builds.back')}
        </Button>
      </Group>
    </Stack>
  );
}
