import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type Column, DataTable } from '../../components/data-table/index.ts';
import { Section } from '../../components/page/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type Part = CallOutput<typeof routes.explainAudience>['parts'][number];

/** The count first; below it what each condition finds on its own. */
export function AudienceAnswer(props: {
  readonly count: CallOutput<typeof routes.countAudience> | undefined;
  readonly text: string;
  readonly isStale: boolean;
}) {
  const t = useTexts();
  const format = useFormat();
  const { count } = props;
  const explained = useAnswer(
    routes.explainAudience,
    { body: { expression: props.text } },
    { keepLast: true, enabled: !props.isStale },
  );
  const columns: readonly Column<Part>[] = [
    { id: 'part', title: t('part'), value: (row) => row.text, width: 'minmax(200px, 3fr)' },
    { id: 'count', title: t('count'), value: (row) => row.count, kind: 'count' },
  ];
  const share = count && count.population > 0 ? count.count / count.population : undefined;
  const parts = explained.data?.parts ?? [];
  return (
    <>
      <div style={{ opacity: props.isStale ? 0.55 : 1 }} role="status">
        <StatRow>
          <StatTile
            label={t('count')}
            value={count && format.count(count.count)}
            suffix={count ? `/ ${format.count(count.population)}` : ''}
          />
          <StatTile label={t('share')} value={share === undefined ? undefined : format.percent(share)} />
          <StatTile label={t('took')} value={count && format.duration(count.tookMs)} />
        </StatRow>
      </div>
      {parts.length > 1 && (
        <Section title={t('parts')} flush>
          <DataTable name={t('parts')} columns={columns} rows={parts} rowKey={(row) => row.path} maxHeight={220} />
        </Section>
      )}
    </>
  );
}
