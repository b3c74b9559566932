import { Button, Stack, Text } from '@mantine/core';
import { routes, urlOf } from '../../../../src/contract/index.ts';
import { useMay } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { JobProgress } from '../../components/jobs/index.ts';
import { Section } from '../../components/page/index.ts';
import { useReasonTitle } from '../../components/reasons/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { EmptyState, ErrorState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import type { Campaign, CampaignReport } from './campaign.ts';
import { useTexts } from './texts.ts';
import type { CampaignJobs } from './use-campaign-jobs.ts';

/** What a launch would do or did: how many get one, what it holds, and why the rest get nothing. */
export function CampaignOutcome({ campaign, jobs }: { readonly campaign: Campaign; readonly jobs: CampaignJobs }) {
  const t = useTexts();
  const mayDownload = useMay('people') && campaign.refused > 0;
  const { report } = jobs;
  const running = [jobs.launch, jobs.preview].find((job) => job && job.state !== 'done');
  return (
    <Section
      title={t(jobs.isLaunched ? 'preview.done' : 'preview.title')}
      note={report?.order}
      actions={
        mayDownload && (
          <Button
            component="a"
            size="compact-sm"
            variant="default"
            href={urlOf(routes.exportRefusals, { params: { id: campaign.id } })}
            download
          >
            {t('refusals')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        {jobs.error ? <ErrorState error={jobs.error} /> : null}
        {running && <JobProgress job={running} title={t(running === jobs.launch ? 'job.launch' : 'job.preview')} />}
        {report ? (
          <Report report={report} isDone={jobs.isLaunched} />
        ) : (
          !running && (
            <EmptyState
              title={t('preview.none')}
              about={t('preview.none.about')}
              action={
                campaign.state === 'draft' ? (
                  <Button variant="default" onClick={() => jobs.startPreview()}>
                    {t('preview')}
                  </Button>
                ) : undefined
              }
            />
          )
        )}
      </Stack>
    </Section>
  );
}

function Report({ report, isDone }: { readonly report: CampaignReport; readonly isDone: boolean }) {
  const t = useTexts();
  const format = useFormat();
  const reasonTitle = useReasonTitle();
  const reasons: readonly Column<CampaignReport['refusals'][number]>[] = [
    { id: 'reason', title: t('preview.reason'), value: (row) => reasonTitle(row.reason) },
    { id: 'count', title: t('preview.count'), value: (row) => row.count, kind: 'count' },
  ];
  const templates: readonly Column<CampaignReport['byTemplate'][number]>[] = [
    { id: 'template', title: t('preview.template'), value: (row) => row.templateId },
    { id: 'count', title: t('preview.count'), value: (row) => row.count, kind: 'count' },
    { id: 'hold', title: t(isDone ? 'preview.held' : 'preview.hold'), value: (row) => row.hold, kind: 'money' },
  ];
  return (
    <Stack gap="md">
      <StatRow>
        <StatTile
          label={t(isDone ? 'preview.got' : 'preview.get')}
          value={format.count(report.wouldGet)}
          suffix={`/ ${format.count(report.audience)}`}
        />
        <StatTile label={t(isDone ? 'preview.held' : 'preview.hold')} value={format.money(report.wouldHold)} />
        <StatTile
          label={t('preview.left')}
          value={format.money(report.left)}
          suffix={`/ ${format.money(report.limit)}`}
        />
      </StatRow>
      {report.refusals.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('preview.everyone')}
        </Text>
      ) : (
        <DataTable
          name={t('preview.reason')}
          columns={reasons}
          rows={report.refusals}
          rowKey={(row) => row.reason}
          maxHeight={220}
        />
      )}
      <DataTable
        name={t('preview.template')}
        columns={templates}
        rows={report.byTemplate}
        rowKey={(row) => row.templateId}
        maxHeight={220}
      />
    </Stack>
  );
}
