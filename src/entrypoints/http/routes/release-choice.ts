import { parseDay } from '../../../kernel/index.ts';
import type { ReleaseChoice } from '../../../warehouse/tags/index.ts';

/** The build that a request means; undefined for the one that is served. */
export function choiceOf(
  given:
    | {
        readonly version?: number | undefined;
        readonly asOf?: string | undefined;
      }
    | undefined,
): ReleaseChoice | undefined {
  if (given?.version !== undefined) return { version: given.version };
  return given?.asOf === undefined ? undefined : { asOf: parseDay(given.asOf) };
}
