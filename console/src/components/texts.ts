import { defineTexts } from '../i18n/index.ts';
import en from './locales/en.json' with { type: 'json' };
import zh from './locales/zh.json' with { type: 'json' };

/** Texts that the shared components need themselves. */
export const useTexts = defineTexts('components', { en, zh });
