import type { TestProject } from 'vitest/node';
import { findChromium } from './chromium.ts';
import { openSmallCity, type SmallCity } from './small-city.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly city: Pick<SmallCity, 'url' | 'password' | 'person'>;
  }
}

/** One city for all browser tests; none where there is no Chromium to look at it with. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!findChromium()) return undefined;
  const { stop, ...city } = await openSmallCity();
  project.provide('city', city);
  return async () => {
    await stop();
  };
}
