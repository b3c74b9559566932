import type { Route, Scope } from '../../contract/index.ts';

/** A write that an operator has done: what, and to which. */
export interface OperatorWrite {
  /** Name of the signed-in person, of the key, or `cli`. */
  readonly operator: string;
  /** Id of the route: `launchCampaign`. */
  readonly action: string;
  /** The collection in its path: `campaigns`. */
  readonly subjectKind: string;
  /** Absent where the path names none, or names a person: journals of work must not hold people. */
  readonly subjectId?: string;
}

const OPERATORS_SCOPES: readonly Scope[] = ['build', 'launch', 'admin'];
/** They write nothing that an operator decides. */
const NO_WRITES: readonly string[] = ['testTag', 'refreshModels', 'cancelJob'];
/** The tag service notes these itself, with reason, before and after, in the same step as the deed. */
const NOTED: readonly string[] = [
  'saveTag',
  'defineTags',
  'retireTag',
  'restoreTag',
  'setTagQuality',
  'publishTagBuild',
  'discardTagBuild',
];
const OF_PEOPLE: readonly string[] = ['people', 'profiles', 'identities', 'erasures'];

/** What a call of a route is to the record of operators; undefined for reads, sign-ins and what applications do. */
export function operatorWriteOf(route: Route, operator: string, params: unknown): OperatorWrite | undefined {
  const isWrite = route.method !== 'GET' && OPERATORS_SCOPES.some((scope) => scope === route.scope);
  if (!isWrite || NO_WRITES.includes(route.id) || NOTED.includes(route.id)) return undefined;
  const subjectKind = route.path.split('/').find((part) => part !== '' && part !== 'v1') ?? route.path;
  const [subject] = Object.values((params ?? {}) as Readonly<Record<string, unknown>>);
  const isTold = subject !== undefined && !OF_PEOPLE.includes(subjectKind);
  return { operator, action: route.id, subjectKind, ...(isTold && { subjectId: String(subject) }) };
}
