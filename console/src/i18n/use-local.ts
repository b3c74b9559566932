import { useCallback } from 'react';
import { useLanguage } from './use-language.ts';

/** Picks the reader's language of a text that the server holds in both. */
export function useLocal(): (text: { readonly en: string; readonly zh: string }) => string {
  const language = useLanguage();
  return useCallback((text) => text[language], [language]);
}
