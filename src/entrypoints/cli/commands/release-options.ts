import { TesseraError } from '../../../kernel/index.ts';

export interface ReleaseOptions {
  readonly asOf?: string;
  readonly asOfVersion?: string;
}

/** `--as-of` and `--as-of-version` as the contract has them; undefined for the build that is served. */
export function chosenRelease({
  asOf,
  asOfVersion,
}: ReleaseOptions): { readonly version: number } | { readonly asOf: string } | undefined {
  if (asOfVersion === undefined) return asOf === undefined ? undefined : { asOf };
  const version = Number(asOfVersion);
  if (Number.isInteger(version) && version > 0) return { version };
  throw new TesseraError('request.invalid', { problem: `--as-of-version is a number from 1, not ${asOfVersion}` });
}
