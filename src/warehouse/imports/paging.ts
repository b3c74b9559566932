import { TesseraError } from '../../kernel/index.ts';
import type { Page } from './import-service.ts';

/** Position of the page before, for lists that grow at their head. Throws `request.invalid`. */
export function offsetOf({ after }: Page): number {
  if (after === undefined) return 0;
  if (!/^\d{1,9}$/.test(after))
    throw new TesseraError('request.invalid', { problem: '"after" is no page of this list' });
  return Number(after);
}

/** `found` counts one row beyond the page where there is one. */
export function nextOf({ limit }: Page, offset: number, found: number): { readonly next?: string } {
  return found > limit ? { next: String(offset + limit) } : {};
}
