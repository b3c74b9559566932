import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { money, type Progress } from '../../src/kernel/index.ts';
import type { CampaignReport } from '../../src/services/campaign/index.ts';

export const PEOPLE = 3_000;
export const LIMIT = money(700_000);

const WORKER = fileURLToPath(new URL('./launch-worker.ts', import.meta.url));
const HOOK = new URL('../chaos/typescript-hook.mjs', import.meta.url).href;

export interface LaunchWords {
  readonly preview?: CampaignReport;
  readonly report?: CampaignReport;
  readonly progress?: Progress;
}

/** Runs the launch in a process of its own. `onWords` may ask for its death by SIGKILL. Resolves when it is gone. */
export function runLaunch(folder: string, onWords: (words: LaunchWords, kill: () => void) => void): Promise<void> {
  const child = fork(WORKER, [folder], { execArgv: ['--import', HOOK] });
  return new Promise((resolve, reject) => {
    let isDone = false;
    const kill = () => child.kill('SIGKILL');
    child.on('message', (words: LaunchWords) => {
      onWords(words, kill);
      if (!words.report) return;
      isDone = true;
      kill();
    });
    child.once('close', (_code, signal) => {
      if (isDone || signal === 'SIGKILL') resolve();
      else reject(new Error('The launching process ended by itself'));
    });
  });
}
