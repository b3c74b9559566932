import { simulate } from '../../simulator/index.ts';
import { TesseraError } from '../kernel/index.ts';
import { narrate } from './narrate.ts';

/** `tessera simulate`: writes a city's history as files. */
export async function simulateToFolder(
  given: Readonly<Record<'people' | 'days' | 'seed' | 'out', string>>,
  say: (line: string) => void,
): Promise<void> {
  const options = { people: whole(given, 'people'), days: whole(given, 'days'), seed: whole(given, 'seed') };
  const summary = await simulate(options, given.out, narrate(say));
  for (const { name, rows } of summary.files) say(`${name}  ${rows.toLocaleString('en-US')} rows`);
}

function whole(given: Readonly<Record<string, string>>, name: string): number {
  const value = Number(given[name]);
  if (Number.isSafeInteger(value)) return value;
  throw new TesseraError('request.invalid', { problem: `--${name} must be a whole number`, field: name });
}
