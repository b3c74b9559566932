import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chromium is; undefined (with the reason printed) where there is none, which in CI is a failure. */
export function findChromium(): string | undefined {
  const path = process.env['CHROMIUM'] ?? PATHS.find((each) => existsSync(each));
  if (path) return path;
  if (process.env['CI'] === 'true') throw new Error('Chromium is missing; .ci/run installs it');
  console.warn('skipped: there is no Chromium; name one in CHROMIUM');
  return undefined;
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: QUIET });
}
