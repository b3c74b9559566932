import { SegmentedControl } from '@mantine/core';
import { LANGUAGES, setLanguage, useLanguage } from '../i18n/index.ts';
import { useTexts } from './texts.ts';

const NAMES = { en: 'EN', zh: '中' } as const;

export function LanguageSwitch() {
  const t = useTexts();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('language')}
      value={useLanguage()}
      onChange={setLanguage}
      data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
    />
  );
}
