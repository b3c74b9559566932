import { resolve } from 'node:path';
import { runCli } from '../entrypoints/cli/index.ts';
import { appWords } from './app-words.ts';
import { connect } from './connect.ts';
import { NOUNS } from './nouns.ts';
import { VERSION } from './version.ts';

/** The executable: every word of the CLI, those of this process (serve, demo, …) among them. */
const status = await runCli(process.argv.slice(2), {
  version: VERSION,
  output: {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
  },
  connect: (options) => connect(options, process.env),
  nouns: [...NOUNS, appWords((data) => resolve(data ?? process.env['TESSERA_DATA'] ?? 'data'))],
});
process.exitCode = status;
