import { routes } from '../../../contract/index.ts';
import { isoDay, TesseraError } from '../../../kernel/index.ts';
import type { SubjectTag, SubjectTagService } from '../../../warehouse/models/index.ts';
import { type Binding, bind } from '../binding.ts';

/** Merchants and offers with their tags. */
export function subjectRoutes({ subjects }: { readonly subjects: SubjectTagService }): readonly Binding[] {
  const freshness = async () => {
    const build = await subjects.current();
    if (!build) throw new TesseraError('tags.not-built');
    return { asOf: isoDay(build.asOf), tagVersion: build.version, builtAt: build.builtAt };
  };

  return [
    bind(routes.listSubjectTags, async ({ query }) => ({ tags: subjects.definitions(query.kind).map(tagView) })),

    bind(routes.listSubjects, async ({ params, query }) => {
      const { orderBy, ...page } = query;
      const found = await subjects.list(params.kind, { ...page, ...(orderBy !== undefined && { orderBy }) });
      return {
        subjects: found.subjects.map(({ id, values }) => ({ id, values: { ...values } })),
        total: found.total,
        ...(await freshness()),
      };
    }),

    bind(routes.getSubject, async ({ params }) => {
      const { id, values } = await subjects.get(params.kind, params.id);
      return { id, values: { ...values }, ...(await freshness()) };
    }),
  ];
}

const tagView = ({ subjects: kinds, rule, ...tag }: SubjectTag) => ({ ...tag, kinds: [...kinds], rule: { ...rule } });
