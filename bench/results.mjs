import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

const FILE = new URL('RESULTS.md', import.meta.url);

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
  return `${model.trim()}, ${cpus().length} threads, ${Math.round(totalmem() / 2 ** 30)} GiB`;
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
