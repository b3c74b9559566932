/** Words that begin or join conditions. A field or event of the same name is quoted with backticks. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'after',
  'all',
  'and',
  'any',
  'audience',
  'before',
  'between',
  'contains',
  'did',
  'everyone',
  'false',
  'in',
  'is',
  'known',
  'list',
  'not',
  'or',
  'then',
  'true',
  'unknown',
  'where',
  'within',
]);

/** A name as the text form writes it: with backticks where it is no plain word. */
export function printName(name: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !RESERVED_WORDS.has(name.toLowerCase());
  return isPlain ? name : `\`${name.replaceAll('`', '``')}\``;
}
