import {
  brandAs,
  canonicalJson,
  type DocumentStore,
  type FlowId,
  nearestName,
  TesseraError,
} from '../../kernel/index.ts';
import type { TagService } from '../../warehouse/tags/index.ts';
import type { LedgerService } from '../ledger/index.ts';
import type { FlowService } from './decision-service.ts';
import { DEFAULT_FLOW, type Flow, type FlowDraft } from './flow.ts';
import { parseFlowNodes } from './parse-flow.ts';

export interface FlowDeps {
  readonly documents: DocumentStore;
  readonly tags: Pick<TagService, 'fieldCatalogue'>;
  readonly ledger: Pick<LedgerService, 'stocks'>;
}

const COLLECTION = 'flows';

/** All versions of one flow, the first one first: one document, so that none can be lost between two writes. */
interface FlowHistory {
  readonly versions: readonly Flow[];
}

export function createFlowService({ documents, tags, ledger }: FlowDeps): FlowService {
  const history = async (id: string) => documents.find<FlowHistory>(COLLECTION, id);

  const read = async (draft: FlowDraft): Promise<Omit<Flow, 'version'>> => {
    const [catalogue, stocks] = await Promise.all([tags.fieldCatalogue(), ledger.stocks()]);
    const templateIds = new Set<string>(stocks.map(({ template }) => template.id));
    const nodes = parseFlowNodes(draft, { catalogue, templateIds });
    return { id: brandAs<FlowId>(draft.id), title: draft.title, nodes };
  };

  const put = async (draft: FlowDraft): Promise<Flow> => {
    const wanted = await read(draft);
    for (;;) {
      const stored = await history(draft.id);
      const newest = stored?.value.versions.at(-1);
      if (newest && isSame(newest, wanted)) return newest;
      const flow: Flow = { ...wanted, version: (newest?.version ?? 0) + 1 };
      const value: FlowHistory = { versions: [...(stored?.value.versions ?? []), flow] };
      const result = await documents.put(COLLECTION, draft.id, { value, expectedVersion: stored?.version ?? 0 });
      if (result.kind === 'stored') return flow;
    }
  };

  const ensureDefault = async (): Promise<void> => {
    if (!(await history(DEFAULT_FLOW.id))) await put(DEFAULT_FLOW);
  };

  const listAll = async () => {
    await ensureDefault();
    return documents.list<FlowHistory>(COLLECTION);
  };

  return {
    put,
    async list() {
      return (await listAll()).flatMap(({ value }) => value.versions.at(-1) ?? []);
    },
    async get(id, version) {
      if (id === DEFAULT_FLOW.id) await ensureDefault();
      const versions = (await history(id))?.value.versions;
      const flow = version === undefined ? versions?.at(-1) : versions?.find((one) => one.version === version);
      if (flow) return flow;
      const near = nearestName(
        id,
        (await listAll()).map((one) => one.id),
      );
      const suggestion = version === undefined ? (near ? `; did you mean "${near}"?` : '') : ` in version ${version}`;
      throw new TesseraError('flow.not-found', { id, suggestion });
    },
  };
}

function isSame({ version: _, ...flow }: Flow, wanted: Omit<Flow, 'version'>): boolean {
  return canonicalJson(flow) === canonicalJson(wanted);
}
