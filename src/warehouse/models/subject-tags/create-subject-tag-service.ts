import { type BusinessTime, type Clock, nearestName, TesseraError } from '../../../kernel/index.ts';
import type { SqlEngine, SqlSession, SqlValue } from '../../sql-engine.port.ts';
import { compileSubjectTags } from './compile-subject-tags.ts';
import { SUBJECTS, type Subject, type SubjectTag, subjectTable } from './subject-tag.ts';
import { SUBJECT_TAGS, tagsOf } from './subject-tag-catalogue.ts';
import type { SubjectPage, SubjectTagBuild, SubjectTagService, TaggedSubject } from './subject-tag-service.ts';

export interface SubjectTagServiceDeps {
  readonly engine: SqlEngine;
  readonly clock: Clock;
  /** Read anew at each build: a folder is settled by the first thing that comes in. */
  readonly time: BusinessTime;
}

/** Over the tables that the models have made: open those first. */
export function createSubjectTagService({ engine, clock, time }: SubjectTagServiceDeps): SubjectTagService {
  const current = () => readBuild(engine);
  const mustBeBuilt = async (): Promise<void> => {
    if (!(await current())) throw new TesseraError('tags.not-built');
  };

  return {
    definitions: (subject) => (subject === undefined ? SUBJECT_TAGS : tagsOf(subject)),
    current,
    build: (release, job) =>
      engine.transaction(async (session) => {
        if ((await readBuild(session))?.version === release.version) return;
        for (const [i, subject] of SUBJECTS.entries()) {
          if (job.signal.aborted) throw new TesseraError('job.cancelled');
          job.report({ step: `tags of each ${subject}`, done: i, total: SUBJECTS.length });
          const compiled = compileSubjectTags({ subject, tags: tagsOf(subject), asOf: release.asOf, zone: time.zone });
          await session.run(`DELETE FROM ${subjectTable(subject)}`);
          await session.run(`INSERT INTO ${subjectTable(subject)} ${compiled.sql}`, compiled.values);
        }
        await session.run('DELETE FROM subject_tag_build');
        await session.append('subject_tag_build', {
          version: [release.version],
          as_of: [release.asOf],
          built_at: [clock.now()],
        });
      }),
    async list(subject, page) {
      await mustBeBuilt();
      return readPage(engine, subject, page);
    },
    async get(subject, id) {
      await mustBeBuilt();
      const [found] = await readRows(engine, subject, { rest: 'WHERE subject_id = $1', values: [id] });
      if (!found) throw new TesseraError('subject.not-found', { subject, id });
      return found;
    },
  };
}

async function readBuild(session: Pick<SqlSession, 'rows'>): Promise<SubjectTagBuild | undefined> {
  const [row] = await session.rows<SubjectTagBuild>(
    'SELECT version, as_of AS "asOf", built_at AS "builtAt" FROM subject_tag_build',
  );
  return row;
}

async function readPage(engine: SqlEngine, subject: Subject, { limit, skip, orderBy, search = '' }: SubjectPage) {
  const tags = tagsOf(subject);
  const order =
    orderBy === undefined ? 'subject_id' : `${knownTag(subject, tags, orderBy)} DESC NULLS LAST, subject_id`;
  const name = tags.find(({ id }) => id === `${subject}_name`)?.id;
  const where = `WHERE contains(lower(subject_id${name ? ` || ' ' || coalesce(${name}, '')` : ''}), lower($1))`;
  const [count] = await engine.rows<{ total: number }>(
    `SELECT count(*) AS total FROM ${subjectTable(subject)} ${where}`,
    [search],
  );
  const rest = `${where} ORDER BY ${order} LIMIT $2 OFFSET $3`;
  return { subjects: await readRows(engine, subject, { rest, values: [search, limit, skip] }), total: count!.total };
}

function knownTag(subject: Subject, tags: readonly SubjectTag[], id: string): string {
  const ids = tags.map((tag) => tag.id);
  if (ids.includes(id)) return id;
  const near = nearestName(id, ids);
  throw new TesseraError('subject.unknown-tag', { subject, id, suggestion: near ? `; did you mean "${near}"?` : '' });
}

async function readRows(
  engine: SqlEngine,
  subject: Subject,
  { rest, values }: { readonly rest: string; readonly values: readonly SqlValue[] },
): Promise<readonly TaggedSubject[]> {
  const columns = tagsOf(subject).map(({ id, type }) => (type === 'date' ? `${id}::VARCHAR AS ${id}` : id));
  const rows = await engine.rows<TaggedSubject['values'] & { readonly subject_id: string }>(
    `SELECT subject_id, ${columns.join(', ')} FROM ${subjectTable(subject)} ${rest}`,
    values,
  );
  return rows.map(({ subject_id, ...tagValues }) => ({ id: subject_id, values: tagValues }));
}
