import { createContext, useContext, useMemo } from 'react';
import { createFormat, type Format, type FormatSettings } from './format.ts';
import { useLanguage } from './use-language.ts';

/** Zone and currency of the workspace; the shell provides them once the workspace is known. */
export const FormatContext = createContext<FormatSettings>({ zone: 'UTC', currency: { code: 'USD', decimals: 2 } });

export function useFormat(): Format {
  const language = useLanguage();
  const settings = useContext(FormatContext);
  return useMemo(() => createFormat(language, settings), [language, settings]);
}
