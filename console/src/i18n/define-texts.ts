import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import './i18n.ts';

/** `rows_one` and `rows_other` are both asked for as `rows`, with a `count`. */
type BaseKey<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
type KeyOf<Texts> = BaseKey<keyof Texts & string>;

export type Translate<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/**
 * Registers the texts of a feature and gives the hook that reads them. Keys are flat and typed; Chinese must have
 * every key that English has (it needs no `_one`). `{{name}}` is filled from the values.
 */
export function defineTexts<En extends Readonly<Record<string, string>>>(
  namespace: string,
  texts: { readonly en: En; readonly zh: Readonly<Record<KeyOf<En>, string>> | Readonly<Record<string, string>> },
): () => Translate<KeyOf<En>> {
  i18next.addResourceBundle('en', namespace, texts.en);
  i18next.addResourceBundle('zh', namespace, texts.zh);
  return () => useTranslation(namespace).t as unknown as Translate<KeyOf<En>>;
}
