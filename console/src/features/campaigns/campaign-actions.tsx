import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAction, useMay } from '../../api/index.ts';
import { TypedConfirm } from '../../components/confirm/index.ts';
import { useFormat } from '../../i18n/index.ts';
import type { Campaign } from './campaign.ts';
import { CampaignForm } from './campaign-form.tsx';
import { useTexts } from './texts.ts';
import type { CampaignJobs } from './use-campaign-jobs.ts';

/** What can be done with the campaign in its state. Launching asks for its id, with the numbers in view. */
export function CampaignActions({ campaign, jobs }: { readonly campaign: Campaign; readonly jobs: CampaignJobs }) {
  const t = useTexts();
  const mayBuild = useMay('build');
  const mayLaunch = useMay('launch');
  const [isEditing, setEditing] = useState(false);
  const [isConfirming, setConfirming] = useState(false);
  const isOver = campaign.state === 'stopped' || campaign.state === 'ended';
  const isRunning = campaign.state === 'running';
  return (
    <Group gap="sm">
      {mayBuild && !isOver && (
        <Button variant="default" onClick={() => setEditing(true)}>
          {t('edit')}
        </Button>
      )}
      {!isOver && (
        <Button variant="default" loading={jobs.preview?.state === 'running'} onClick={() => jobs.startPreview()}>
          {t('preview')}
        </Button>
      )}
      {mayLaunch && !isOver && (
        <Button variant={isRunning ? 'default' : 'filled'} loading={jobs.isBusy} onClick={() => setConfirming(true)}>
          {t(isRunning ? 'resume' : 'launch')}
        </Button>
      )}
      {mayLaunch && isRunning && <StopButton id={campaign.id} />}
      <CampaignForm
        campaign={campaign}
        opened={isEditing}
        onClose={() => setEditing(false)}
        onSaved={() => setEditing(false)}
      />
      <TypedConfirm
        opened={isConfirming}
        title={t('launch.title', { title: campaign.title })}
        name={campaign.id}
        action={t('launch')}
        isBusy={jobs.isBusy}
        error={jobs.error}
        onClose={() => setConfirming(false)}
        onConfirm={() => void jobs.startLaunch().then(() => setConfirming(false))}
      >
        <LaunchSummary campaign={campaign} jobs={jobs} />
      </TypedConfirm>
    </Group>
  );
}

function LaunchSummary({ campaign, jobs: { report } }: { readonly campaign: Campaign; readonly jobs: CampaignJobs }) {
  const t = useTexts();
  const format = useFormat();
  const limit = format.money(campaign.budget.limit);
  if (!report) return <Text size="sm">{t('launch.noPreview', { limit })}</Text>;
  const { wouldGet, audience, wouldHold } = report;
  return (
    <Text size="sm">
      {t('launch.summary', {
        count: format.count(wouldGet),
        all: format.count(audience),
        money: format.money(wouldHold),
        limit,
      })}
    </Text>
  );
}

/** Stops at once, without a question: a second saved is money saved, and nothing is lost by it. */
function StopButton({ id }: { readonly id: string }) {
  const t = useTexts();
  const stop = useAction(routes.stopCampaign, [routes.getCampaign, routes.listCampaigns, routes.showLedger]);
  const press = async () => {
    await stop.mutateAsync({ params: { id } });
    notifications.show({ message: t('stop.done'), color: 'green' });
  };
  return (
    <Button color="red" loading={stop.isPending} onClick={() => void press()}>
      {t('stop')}
    </Button>
  );
}
