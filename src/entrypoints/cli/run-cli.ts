import { Command, CommanderError } from 'commander';
import { TesseraError } from '../../kernel/index.ts';
import type { CliContext } from './cli-context.ts';
import type { Connection } from './connection.ts';
import { type CliOutput, createCliContext } from './create-cli-context.ts';

export interface GlobalOptions {
  readonly data?: string;
  readonly url?: string;
  readonly json?: boolean;
}

/** A noun's file: adds its words to the program. */
export type Register = (program: Command, cli: CliContext) => void;

export interface CliProgram {
  readonly version: string;
  readonly output: CliOutput;
  readonly connect: (options: GlobalOptions) => Promise<Connection>;
  readonly nouns: readonly Register[];
}

/** Runs one command line. Resolves to the exit status: 0 done, 1 refused or failed, 2 wrong use. */
export async function runCli(
  argv: readonly string[],
  { version, output, connect, nouns }: CliProgram,
): Promise<number> {
  const program = new Command('tessera').description('Data-driven precision marketing').version(version);
  program
    .option('--data <dir>', 'data folder (default ./data, or TESSERA_DATA)')
    .option('--url <url>', 'work through a server (key in TESSERA_KEY)')
    .option('--json', 'results as JSON');
  const cli = createCliContext({
    get json() {
      return program.opts<GlobalOptions>().json ?? argv.includes('--json');
    },
    connect: () => connect(program.opts<GlobalOptions>()),
    output,
  });
  for (const register of nouns) register(program, cli);
  for (const command of withChildren(program)) {
    command
      .exitOverride()
      .configureOutput({ writeOut: output.stdout, writeErr: output.stderr })
      .showSuggestionAfterError();
  }
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
    return 0;
  } catch (error) {
    return fail(error, output, argv.includes('--json'));
  } finally {
    await cli.close();
  }
}

function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)];
}

function fail(error: unknown, output: CliOutput, isJson: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof TesseraError)) {
    output.stderr(`internal.fault: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const body = error.toBody();
  output.stderr(isJson ? `${JSON.stringify({ error: body })}\n` : `${body.code}: ${body.message}\n${body.todo}\n`);
  return 1;
}
