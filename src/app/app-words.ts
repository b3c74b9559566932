import type { Command } from 'commander';
import type { CliContext } from '../entrypoints/cli/index.ts';
import { loadConfig } from './config.ts';
import { demo } from './demo.ts';
import { resetPassword } from './reset-password.ts';
import { serve } from './serve.ts';
import { simulateToFolder } from './simulate.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Words that own the process: they open the folder themselves instead of calling a route. */
export function appWords(dataDir: (given?: string) => string) {
  return (program: Command, _cli: CliContext): void => {
    const given = () => program.opts<{ data?: string }>().data;

    program
      .command('serve')
      .description('serve a data folder until Ctrl-C')
      .action(() => serve(loadConfig(dataDir(given()), process.env), say));

    program
      .command('demo')
      .description('create the demo city on first start, then serve it (default folder ./data-demo)')
      .action(() => demo(given() ?? 'data-demo', say));

    program
      .command('simulate')
      .description('write a simulated city as files')
      .option('--people <n>', 'people', '20000')
      .option('--days <n>', 'days', '120')
      .option('--seed <n>', 'seed', '1')
      .requiredOption('--out <dir>', 'folder for the files')
      .action((options: Record<'people' | 'days' | 'seed' | 'out', string>) => simulateToFolder(options, say));

    program
      .command('password <user>')
      .description("set a new random password for a user and end that user's sessions")
      .action(async (user: string) => {
        process.stdout.write(`${await resetPassword(loadConfig(dataDir(given()), process.env), user)}\n`);
      });
  };
}
