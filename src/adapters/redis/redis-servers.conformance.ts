import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A server of the test's own, without anything on disk. */
export interface RedisServer {
  readonly port: number;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
}

const folders: string[] = [];

/** Runs a suite against real servers; without `redis-server` it is a printed skip, and in CI a failure. */
export function describeWithRedis(name: string, suite: () => void): void {
  if (spawnSync('redis-server', ['--version']).status === 0) return void describe(name, suite);
  const why = 'redis-server is not installed (apt-get install redis-server)';
  if (process.env['CI']) it(`${name}: needs Redis`, () => expect.fail(why));
  else describe.skip(`${name}: skipped, ${why}`, suite);
}

export async function startRedis(options: readonly string[] = []): Promise<RedisServer> {
  const [port, busPort] = await freePorts(2);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-redis-'));
  folders.push(folder);
  const own = [
    '--port',
    `${port}`,
    '--cluster-port',
    `${busPort}`,
    '--dir',
    folder,
    '--save',
    '',
    '--bind',
    '127.0.0.1',
  ];
  const start = () => spawn('redis-server', [...own, ...options], { stdio: 'ignore' });
  let child = start();
  await answers(port!);
  return {
    port: port!,
    kill: () => killed(child),
    async restart() {
      child = start();
      await answers(port!);
    },
  };
}

/** Three masters, each with a replica; masters first. */
export async function startCluster(): Promise<readonly RedisServer[]> {
  const servers = await Promise.all(
    Array.from({ length: 6 }, () => startRedis(['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'])),
  );
  const nodes = servers.map(({ port }) => `127.0.0.1:${port}`);
  execFileSync('redis-cli', ['--cluster', 'create', ...nodes, '--cluster-replicas', '1', '--cluster-yes']);
  await until(() => servers.every(({ port }) => /connected_slaves:1|master_link_status:up/.test(info(port))));
  return servers;
}

export function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

const ask = (port: number, ...words: readonly string[]) =>
  spawnSync('redis-cli', ['-p', `${port}`, ...words], { encoding: 'utf8' }).stdout;
const info = (port: number) => ask(port, 'info', 'replication');

async function answers(port: number): Promise<void> {
  await until(() => ask(port, 'ping').startsWith('PONG'));
}

async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('Redis did not start within a minute');
    await new Promise((later) => setTimeout(later, 100));
  }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Held all at once, so that they differ. */
async function freePorts(count: number): Promise<readonly number[]> {
  const holders = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    holders.map(
      (holder) =>
        new Promise<number>((resolve) => {
          holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
        }),
    ),
  );
  await Promise.all(holders.map((holder) => new Promise((resolve) => holder.close(resolve))));
  return ports;
}
