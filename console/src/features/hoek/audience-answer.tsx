import type { CallOutput, routes } from '../../../../src/contract/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { useFormat } from '../../i18n/index.ts';
import classes from './hoek.module.css';
import { useTexts } from './texts.ts';

/** The count first. */
export function AudienceAnswer(props: {
  readonly count: CallOutput<typeof routes.countAudience> | undefined;
  readonly isStale: boolean;
}) {
  const t = useTexts();
  const format = useFormat();
  const { count } = props;
  const share = count && (count.population > 0 ? count.count / count.population : 0);
  return (
    <div className={classes['answer']} data-stale={props.isStale || undefined} role="status">
      <StatRow>
        <StatTile
          label={t('count')}
          value={count && format.count(count.count)}
          suffix={count ? `/ ${format.count(count.population)}` : ''}
        />
        <StatTile label={t('share')} value={share === undefined ? undefined : format.percent(share)} />
      </StatRow>
    </div>
  );
}
