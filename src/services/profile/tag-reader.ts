import type { CataloguedTag } from '../../warehouse/tags/index.ts';

/** For what a caller is let in: tags that are personal, and those that are sensitive. */
export interface TagReader {
  readonly personal: boolean;
  readonly sensitive: boolean;
}

/** Tessera itself: audiences, flows and campaigns have rules of their own. */
export const EVERY_TAG: TagReader = { personal: true, sensitive: true };

/** A tag that no definition tells of any more counts as sensitive. */
export function mayRead(reader: TagReader, tag: Pick<CataloguedTag, 'pii'> | undefined): boolean {
  const pii = tag?.pii ?? 'sensitive';
  return pii === 'none' || reader[pii];
}
