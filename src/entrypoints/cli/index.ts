export type { CliContext } from './cli-context.ts';
export type { Connection } from './connection.ts';
export { type CliProgram, type GlobalOptions, type Register, runCli } from './run-cli.ts';
