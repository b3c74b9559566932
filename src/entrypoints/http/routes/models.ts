import { routes } from '../../../contract/index.ts';
import { isoDay, parseDay, TesseraError } from '../../../kernel/index.ts';
import type { ModelInfo, ModelPart, ModelService } from '../../../warehouse/models/index.ts';
import { type Binding, bind, bindFile, type Caller, FileAnswer } from '../binding.ts';
import type { Jobs } from '../jobs.ts';

const SAMPLE_ROWS = 10;

/** Published models: what there is, their rows as Parquet, and their refresh. */
export function modelRoutes(services: { readonly models: ModelService; readonly jobs: Jobs }): readonly Binding[] {
  const { models, jobs } = services;
  const refreshed = async () => {
    const refreshedAt = await models.refreshedAt();
    return refreshedAt === undefined ? {} : { refreshedAt };
  };

  return [
    bind(routes.listModels, async () => ({ models: models.list().map(modelView), ...(await refreshed()) })),

    bind(routes.describeModel, async ({ params, caller }) => {
      const info = models.get(params.id);
      const [rows, sample] = await Promise.all([
        models.count(params.id),
        maySee(info, caller) ? models.sample(params.id, SAMPLE_ROWS) : [],
      ]);
      return { ...modelView(info), rows, sample: sample.map(plainRow), ...(await refreshed()) };
    }),

    bind(routes.listModelParts, async ({ params }) => ({ parts: (await models.parts(params.id)).map(partView) })),

    bindFile(routes.exportModelPart, async ({ params, query, caller }) => {
      const info = models.get(params.id);
      if (!maySee(info, caller)) throw new TesseraError('access.forbidden', { scope: 'people' });
      checkDay(info, query.day);
      const day = query.day === undefined ? undefined : parseDay(query.day);
      const content = await models.readPart(params.id, day);
      const fileName = `${[info.name, query.day].filter(Boolean).join('-')}.parquet`;
      return new FileAnswer(fileName, 'application/vnd.apache.parquet', content);
    }),

    bind(routes.refreshModels, async ({ body }) =>
      jobs.start('models.refresh', async (job) => {
        const { isFull, ...report } = await models.refresh(job, { isFull: body.full });
        return { ...report, full: isFull };
      }),
    ),
  ];
}

function maySee({ hasPeople }: ModelInfo, { scopes }: Caller): boolean {
  return !hasPeople || scopes.includes('people');
}

function checkDay({ definition: { id }, isByDay }: ModelInfo, day: string | undefined): void {
  if (isByDay === (day !== undefined)) return;
  const problem = isByDay ? 'is exported a file a day, so name the day' : 'is one file, so it has no days';
  throw new TesseraError('model.no-day', { id, problem });
}

function modelView({ definition, name, inputs, isByDay, hasPeople }: ModelInfo) {
  const { id, area, version, title, grain, key, columns } = definition;
  return {
    id,
    name,
    area,
    version,
    title,
    grain,
    key: [...key],
    inputs: [...inputs],
    byDay: isByDay,
    people: hasPeople,
    columns: Object.entries(columns).map(([column, { type, unit, text }]) => ({
      name: column,
      type,
      text,
      ...(unit !== undefined && { unit }),
    })),
  };
}

const partView = ({ day, ...part }: ModelPart) => ({ ...part, ...(day !== undefined && { day: isoDay(day) }) });

type Cell = string | number | boolean | null;
const plainRow = (row: Readonly<Record<string, unknown>>) => row as Record<string, Cell>;
