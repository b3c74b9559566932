import { Explorer, type ExplorerDefaults } from '../../components/explorer/index.ts';
import { Page } from '../../components/page/index.ts';
import { useTexts } from './texts.ts';

const DEFAULTS: ExplorerDefaults = {
  metrics: ['gmv', 'orders', 'buyers'],
  by: ['day'],
  period: { kind: 'last', days: 30 },
  compare: 'previous',
};

/** The map of the whole business. */
export function CloudPage() {
  const t = useTexts();
  return (
    <Page title={t('title')} about={t('about')}>
      <Explorer defaults={DEFAULTS} />
    </Page>
  );
}
