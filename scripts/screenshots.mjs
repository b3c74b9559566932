// Takes the pictures of the README: `npm run screenshots` starts a demo city of its own in a temporary folder (a minute);
// `npm run screenshots -- --url http://127.0.0.1:8080 --password …` takes them of a server that runs. Chromium is found
// as in the browser tests, or named in CHROMIUM. Writes docs/images/*.png.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const images = join(root, 'docs', 'images');
const SIZE = { width: 1440, height: 900 };

const AUDIENCE =
  "orders_90d >= 4 and (spend_90d between 200 and 900 or home_city in ('Chengdu', 'Wuhan')) and " +
  "did order at least 2 times in 30 days where category = 'food-delivery'";

const PICTURES = [
  { name: 'overview', path: '/' },
  { name: 'hoek', path: `/hoek?q=${encodeURIComponent(AUDIENCE)}` },
  { name: 'cord', path: '/cord' },
  { name: 'cloud', path: '/cloud' },
  { name: 'star', path: '/star/chengdu-food-festival' },
  { name: 'person', path: '/people', act: openFirstPerson },
  { name: 'tags', path: '/tags' },
  { name: 'tag', path: '/tags/spend_90d' },
  { name: 'hoek-zh-dark', path: `/hoek?q=${encodeURIComponent(AUDIENCE)}`, language: 'zh', scheme: 'dark' },
  { name: 'cloud-zh-dark', path: '/cloud?metrics=gmv,orders&by=city', language: 'zh', scheme: 'dark' },
];

const { values: given } = parseArgs({ options: { url: { type: 'string' }, password: { type: 'string' } } });
const server = given.url ? { url: given.url, password: given.password ?? '', stop: async () => {} } : await startDemo();
try {
  mkdirSync(images, { recursive: true });
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  for (const picture of PICTURES) await take(browser, picture);
  await browser.close();
} finally {
  await server.stop();
}

async function take(browser, { name, path, act, language = 'en', scheme = 'light' }) {
  const context = await browser.newContext({
    viewport: SIZE,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const signedIn = await context.request.post(`${server.url}/v1/session`, {
    data: { user: 'admin', password: server.password },
  });
  if (!signedIn.ok()) throw new Error(`sign-in answered ${signedIn.status()}`);
  const page = await context.newPage();
  await page.addInitScript((value) => localStorage.setItem('mantine-color-scheme-value', value), scheme);
  await page.goto(`${server.url}${path}`);
  await page.locator('h1').first().waitFor();
  await settled(page);
  await act?.(page);
  await settled(page);
  await page.screenshot({ path: join(images, `${name}.png`) });
  await context.close();
  process.stderr.write(`docs/images/${name}.png\n`);
}

async function openFirstPerson(page) {
  await page.getByRole('grid').getByRole('link').first().click();
  await page.waitForURL(/\/people\/.+/);
}

/** No skeleton is left and nothing moves any more. */
async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .mantine-Skeleton-root'));
  await page.waitForTimeout(1200);
}

/** Serves a new demo city on a free port until it is stopped. */
async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-screenshots-'));
  const child = spawn(process.execPath, [join(root, 'bin', 'tessera.js'), 'demo', '--data', join(folder, 'city')], {
    cwd: root,
    env: { ...process.env, TESSERA_SERVER_PORT: '0', TESSERA_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  const ready = new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text) => {
      process.stderr.write(text);
      said += text;
      const url = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
      const password = /password (\w+) \(shown/.exec(said)?.[1];
      if (url && password) resolve({ url, password });
    });
    void ended.then((code) => reject(new Error(`the demo ended with ${code}`)));
  });
  const { url, password } = await ready;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, password, stop };
}

function findChromium() {
  const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const path = process.env.CHROMIUM ?? paths.find((each) => existsSync(each));
  if (!path) throw new Error('there is no Chromium; name one in CHROMIUM');
  return path;
}
