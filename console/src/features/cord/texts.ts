import { defineTexts } from '../../i18n/index.ts';
import en from './locales/en.json' with { type: 'json' };
import zh from './locales/zh.json' with { type: 'json' };

export const useTexts = defineTexts('cord', { en, zh });
