// npm run bench -- audience --users 1e5      one script a job; answers are compared before any time is printed.
import { parseArgs } from 'node:util';

const JOBS = ['audience', 'tags', 'profile', 'import'];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    users: { type: 'string', default: '1e5' },
    days: { type: 'string', default: '120' },
    rounds: { type: 'string', default: '3' },
    'no-record': { type: 'boolean', default: false },
  },
});
const [job] = positionals;
if (!JOBS.includes(job)) {
  console.error(`usage: npm run bench -- ${JOBS.join('|')} [--users 1e5] [--days 120] [--rounds 3] [--no-record]`);
  process.exit(2);
}

const { record } = await import('./results.mjs');
const { run, threads } = await import(`./jobs/${job}.mjs`);
const people = Number(values.users);
const days = Number(values.days);
const result = await run({ people, days, rounds: Number(values.rounds) });
console.log(result.markdown);
if (!values['no-record'])
  record({
    job,
    command: `npm run bench -- ${job} --users ${values.users} --days ${values.days} --rounds ${values.rounds}`,
    threads,
    ...result,
  });
