import { useState } from 'react';
import { type JobView, routes } from '../../../../src/contract/index.ts';
import { useAction } from '../../api/index.ts';
import { useJob } from '../../components/jobs/index.ts';
import type { CampaignReport } from './campaign.ts';

export interface CampaignJobs {
  readonly preview: JobView | undefined;
  readonly launch: JobView | undefined;
  readonly report: CampaignReport | undefined;
  readonly isLaunched: boolean;
  readonly error: unknown;
  readonly isBusy: boolean;
  startPreview(): void;
  startLaunch(): Promise<void>;
}

/** Preview and launch as long work; the last one that ended gives the report. */
export function useCampaignJobs(id: string): CampaignJobs {
  const [previewId, setPreview] = useState<string>();
  const [launchId, setLaunch] = useState<string>();
  const preview = useJob(previewId);
  const launch = useJob(launchId);
  const askPreview = useAction(routes.previewCampaign);
  const askLaunch = useAction(routes.launchCampaign, [routes.getCampaign, routes.listCampaigns, routes.showLedger]);
  const ended = launch?.state === 'done' ? launch : preview?.state === 'done' ? preview : undefined;
  return {
    preview,
    launch,
    report: ended?.result as CampaignReport | undefined,
    isLaunched: launch?.state === 'done',
    error: askPreview.error ?? askLaunch.error,
    isBusy: askLaunch.isPending || launch?.state === 'running',
    startPreview: () => void askPreview.mutateAsync({ params: { id } }).then((job) => setPreview(job.id)),
    async startLaunch() {
      const job = await askLaunch.mutateAsync({ params: { id }, body: { confirm: id } });
      setLaunch(job.id);
    },
  };
}
