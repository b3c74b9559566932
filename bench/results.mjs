import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

const FILE = new URL('RESULTS.md', import.meta.url);
/** What else the machine was doing when the run began; beyond a few tenths, times are too high and ratios unsteady. */
const LOAD_AT_START = loadavg()[0].toFixed(1);

/** Appends one run to RESULTS.md with all that is needed to repeat it. */
export function record({ job, command, duckDb, threads, markdown }) {
  const section = `
## ${job}, ${new Date().toISOString().slice(0, 10)}

\`${command}\`, commit ${commit()}. ${machine()}. Node ${process.versions.node}, DuckDB ${duckDb}. ${threads}

${markdown}
`;
  appendFileSync(FILE, section);
}

function machine() {
  const [{ model }] = cpus();
  return `${model.trim()}, ${cpus().length} threads, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${LOAD_AT_START} at the start`;
}

function commit() {
  const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim();
  try {
    const dirty = git('status', '--porcelain', '--', 'src', 'simulator', 'bench') === '' ? '' : ' with changes';
    return git('rev-parse', '--short', 'HEAD') + dirty;
  } catch {
    return 'unknown';
  }
}
