import { Button, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAction, useAnswer, useMay } from '../../api/index.ts';
import { Section } from '../../components/page/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import type { Decision } from './decision.ts';
import { useTexts } from './texts.ts';

/** A dry run for one person: what would be decided now, and why. */
export function TryDecision({ onDecided }: { readonly onDecided: (decision: Decision) => void }) {
  const t = useTexts();
  const mayIssue = useMay('issue');
  const [userId, setUser] = useState('');
  const [flowId, setFlow] = useState<string | null>('default');
  const [campaignId, setCampaign] = useState<string | null>(null);
  const flows = useAnswer(routes.listFlows);
  const campaigns = useAnswer(routes.listCampaigns);
  const decide = useAction(routes.decide);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { flowId: flowId ?? 'default', userId, dryRun: true, ...(campaignId ? { campaignId } : {}) };
    onDecided(await decide.mutateAsync({ body }));
  };

  return (
    <Section title={t('try')} note={t('try.note')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <TextInput
            label={t('decisions.user')}
            value={userId}
            onChange={(event) => setUser(event.currentTarget.value)}
            required
          />
          <Select
            label={t('try.flow')}
            data={(flows.data?.flows ?? []).map(({ id, title }) => ({ value: id, label: title }))}
            value={flowId}
            onChange={setFlow}
          />
          <Select
            label={t('decisions.campaign')}
            data={(campaigns.data?.campaigns ?? []).map(({ id, title }) => ({ value: id, label: title }))}
            value={campaignId}
            onChange={setCampaign}
            clearable
          />
          {decide.error && <ErrorState error={decide.error} />}
          <Button type="submit" variant="default" loading={decide.isPending} disabled={!mayIssue || userId === ''}>
            {t('try.run')}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
