import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { isErrorCode, type JobView, routes, TesseraError } from '../../../../src/contract/index.ts';
import { useAction } from '../../api/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { ErrorState } from '../states/index.ts';
import { useTexts } from '../texts.ts';
import { useRestMs } from './use-rest-ms.ts';

/** Shows where long work stands, its rest time, and a way to stop it; then that it is done, or why not. */
export function JobProgress({ job, title }: { readonly job: JobView; readonly title: string }) {
  const t = useTexts();
  const format = useFormat();
  const cancel = useAction(routes.cancelJob, [routes.getJob]);
  const rest = useRestMs(job);
  if (job.error) return <ErrorState error={errorOf(job.error)} />;

  const { done, total, step } = job.progress;
  const isRunning = job.state === 'running';
  return (
    <Stack gap="xs" role="status">
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Text size="sm" truncate>
          {title} · {job.state === 'running' ? step : t(`job.${job.state}`)}
        </Text>
        {isRunning && (
          <Group gap="sm" wrap="nowrap">
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {rest === undefined ? t('job.working') : t('job.rest', { duration: format.duration(rest) })}
            </Text>
            <Button
              variant="default"
              size="compact-xs"
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ params: { id: job.id } })}
            >
              {t('cancel')}
            </Button>
          </Group>
        )}
      </Group>
      <Progress
        size="sm"
        value={isRunning ? (total > 0 ? (100 * done) / total : 100) : 100}
        animated={isRunning && total === 0}
        color={job.state === 'cancelled' ? 'gray' : 'accent'}
        aria-label={title}
      />
    </Stack>
  );
}

function errorOf(error: NonNullable<JobView['error']>): Error {
  return isErrorCode(error.code)
    ? new TesseraError(error.code, error.detail as Record<string, string>)
    : new Error(error.message);
}
