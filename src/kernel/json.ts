export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON with sorted keys and no blanks: equal values give equal text, so it can be hashed and compared. */
export function canonicalJson(value: unknown): string {
  return write(value) ?? 'null';
}

/** Like JSON.stringify, which needs three times as long when a replacer sorts the keys. Undefined for what JSON has no word for. */
function write(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return write(value.toJSON());
  if (Array.isArray(value)) return `[${value.map((item) => write(item) ?? 'null').join(',')}]`;
  let text = '';
  for (const key of sortedKeys(value)) {
    const inner = write((value as Record<string, unknown>)[key]);
    if (inner !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${inner}`;
  }
  return `{${text}}`;
}

/** By code units; names of whole numbers stand first, by value, as they do in every object of JavaScript. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value).sort();
  const isPlain = keys.every((key) => !/^\d/.test(key));
  return isPlain ? keys : Object.keys(Object.fromEntries(keys.map((key) => [key, true])));
}
