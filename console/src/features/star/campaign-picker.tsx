import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Page, Section } from '../../components/page/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { useTexts } from './texts.ts';

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly origin: 'here' | 'history';
  readonly recipients: number | null;
  readonly issued: number | null;
  readonly redeemed: number | null;
}

const METRICS = ['campaign_recipients', 'coupons_issued', 'coupons_redeemed'];

/** Campaigns that were planned here and those that only the facts know (imported history), side by side. */
export function CampaignPicker() {
  const t = useTexts();
  const navigate = useNavigate();
  const campaigns = useAnswer(routes.listCampaigns);
  const facts = useAnswer(routes.queryMetrics, { body: { metrics: METRICS, by: ['campaign'] } });
  const choices = useChoices(campaigns.data?.campaigns, facts.data?.rows);
  const columns: readonly Column<Choice>[] = [
    { id: 'title', title: t('campaign'), value: (row) => row.title, width: 'minmax(180px, 2fr)' },
    { id: 'origin', title: t('origin'), value: (row) => t(`origin.${row.origin}`) },
    { id: 'recipients', title: t('step.recipients'), value: (row) => row.recipients, kind: 'count' },
    { id: 'issued', title: t('step.issued'), value: (row) => row.issued, kind: 'count', width: '140px' },
    { id: 'redeemed', title: t('step.redeemed'), value: (row) => row.redeemed, kind: 'count', width: '150px' },
  ];
  return (
    <Page title={t('title')} about={t('about')}>
      <Answer of={facts} height={400}>
        {() => (
          <Section flush>
            <DataTable
              name={t('title')}
              columns={columns}
              rows={choices}
              rowKey={(row) => row.id}
              onOpen={(row) => void navigate(`/star/${encodeURIComponent(row.id)}`)}
              maxHeight={600}
              empty={<EmptyState title={t('none')} about={t('none.about')} />}
            />
          </Section>
        )}
      </Answer>
    </Page>
  );
}

function useChoices(
  campaigns: readonly { readonly id: string; readonly title: string }[] | undefined,
  rows:
    | readonly { readonly key: readonly (string | null)[]; readonly values: readonly (number | null)[] }[]
    | undefined,
): readonly Choice[] {
  return useMemo(() => {
    const titles = new Map((campaigns ?? []).map(({ id, title }) => [id, title]));
    const known = new Map((rows ?? []).flatMap(({ key: [id], values }) => (id ? [[id, values] as const] : [])));
    return [...new Set([...titles.keys(), ...known.keys()])].map((id) => {
      const [recipients = null, issued = null, redeemed = null] = known.get(id) ?? [];
      const origin = titles.has(id) ? 'here' : 'history';
      return { id, title: titles.get(id) ?? id, origin, recipients, issued, redeemed };
    });
  }, [campaigns, rows]);
}
