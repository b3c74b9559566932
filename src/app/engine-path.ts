import { resolve } from 'node:path';
import type { Config } from './config.ts';

/** Where the engine of a state keeps its files: the path of its URL, relative to the data folder. */
export function enginePath(config: Config, state: keyof Config['engines']): string {
  return resolve(config.dataDir, config.engines[state].replace(/^\w+:(\/\/)?/, ''));
}
