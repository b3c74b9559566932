export { defineTexts, type Translate } from './define-texts.ts';
export { type Format, type FormatSettings, NO_VALUE, type Unit } from './format.ts';
export { LANGUAGES, type Language, setLanguage } from './i18n.ts';
export { FormatContext, useFormat } from './use-format.ts';
export { useLanguage } from './use-language.ts';
export { useLocal } from './use-local.ts';
