import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
const BIN = join(ROOT, 'bin', 'tessera.js');

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the CLI as a user would: a process of its own over a data folder. */
export function tessera(data: string, ...args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [BIN, ...args, '--data', data],
      { cwd: ROOT, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        const status = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ status, stdout, stderr });
      },
    );
  });
}

/** The parsed result of a command that must succeed. */
export async function tesseraJson<T>(data: string, ...args: readonly string[]): Promise<T> {
  const { status, stdout, stderr } = await tessera(data, ...args, '--json');
  if (status !== 0) throw new Error(`tessera ${args.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

export interface Served {
  readonly url: string;
  /** Waits for a clean end and resolves to its exit status. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts `tessera serve` on a free port and resolves once it announces its address. */
export function serve(data: string): Promise<Served> {
  const child = spawn(process.execPath, [BIN, 'serve', '--data', data], {
    cwd: ROOT,
    env: { ...process.env, TESSERA_SERVER_PORT: '0', TESSERA_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /http:\/\/[\d.]+:\d+/.exec(output)?.[0];
      if (!url) return;
      resolve({
        url,
        stop: (signal = 'SIGTERM') => {
          child.kill(signal);
          return ended;
        },
      });
    });
    void ended.then((code) => reject(new Error(`serve ended with ${code}: ${output}`)));
  });
}

/** Folder of a real data set, or undefined (with the reason printed) where it is absent; in CI that is a failure. */
export function realData(name: string): string | undefined {
  const path = join(ROOT, '..', 'shared', 'data', name);
  if (existsSync(path)) return path;
  if (process.env['CI'] === 'true') throw new Error(`the data set ${name} is missing at ../shared/data`);
  console.warn(`skipped: the data set ${name} is not at ../shared/data`);
  return undefined;
}
