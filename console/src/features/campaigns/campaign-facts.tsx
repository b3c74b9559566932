import { Anchor, Group } from '@mantine/core';
import { Link } from 'react-router';
import { FactList, Section } from '../../components/page/index.ts';
import { useFormat } from '../../i18n/index.ts';
import type { Campaign } from './campaign.ts';
import { useTexts } from './texts.ts';

/** The document as it was applied. */
export function CampaignFacts({ campaign }: { readonly campaign: Campaign }) {
  const t = useTexts();
  const format = useFormat();
  const { schedule, budget } = campaign;
  const moment = (iso: string | undefined) => (iso ? format.dateTime(Date.parse(iso)) : undefined);
  return (
    <Section title={t('document')} note={`${t('version')} ${campaign.version}`}>
      <FactList
        facts={[
          [
            t('audience'),
            <Anchor key="audience" component={Link} size="sm" to={`/hoek/${encodeURIComponent(campaign.audienceId)}`}>
              {campaign.audienceId}
            </Anchor>,
          ],
          [t('snapshot'), campaign.snapshotId ?? t('snapshot.atLaunch')],
          [
            t('templates'),
            <Group key="templates" gap="xs">
              {campaign.templateIds.map((id) => (
                <Anchor key={id} component={Link} size="sm" to={`/cord?template=${encodeURIComponent(id)}`}>
                  {id}
                </Anchor>
              ))}
            </Group>,
          ],
          [t('flow'), campaign.flowId],
          [t('limit'), format.money(budget.limit)],
          [t('guarantee'), t('guarantee.strict')],
          [t('funder'), budget.funder],
          [t('starts'), moment(schedule.startsAt)],
          [t('ends'), moment(schedule.endsAt)],
          [t('launched'), campaign.launchedAt === undefined ? undefined : format.dateTime(campaign.launchedAt)],
        ]}
      />
    </Section>
  );
}
