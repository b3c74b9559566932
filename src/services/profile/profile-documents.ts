import { isoDay } from '../../kernel/index.ts';
import type { CataloguedTag } from '../../warehouse/tags/index.ts';
import type { JsonAsk, JsonProfile, TagValue } from './profile-store.port.ts';
import { mayRead, type TagReader } from './tag-reader.ts';

/** What is known of documents before any person is. */
export interface DocumentPlan {
  readonly ask: JsonAsk;
  /** `,"live":{"tag":` for each live tag that is shown, the first part included. */
  readonly liveNames: readonly string[];
  readonly withheld: string;
}

interface DocumentState {
  readonly userId: string;
  readonly plan: DocumentPlan;
  /** Of the live tags, in the order of the plan. */
  readonly values: readonly TagValue[];
  readonly isStale: boolean;
  readonly countedAt: number | undefined;
}

type Definitions = readonly CataloguedTag[];

/** Profiles as JSON documents: what the store wrote, with a head and a foot. */
export class ProfileDocuments {
  #definitions: Definitions = [];
  #byId: ReadonlyMap<string, CataloguedTag> = new Map();
  #order: ReadonlyMap<string, number> = new Map();
  readonly #plans = new Map<string, DocumentPlan>();

  byId(definitions: Definitions): ReadonlyMap<string, CataloguedTag> {
    this.#learn(definitions);
    return this.#byId;
  }

  order(definitions: Definitions): ReadonlyMap<string, number> {
    this.#learn(definitions);
    return this.#order;
  }

  /** The same objects for the same release and reader, so that the store can keep what it made for them. */
  plan(definitions: Definitions, reader: TagReader): DocumentPlan {
    this.#learn(definitions);
    const key = `${reader.personal} ${reader.sensitive}`;
    const known = this.#plans.get(key) ?? planDocument(definitions, reader);
    this.#plans.set(key, known);
    return known;
  }

  compose({ version, asOf, builtAt, json }: JsonProfile, state: DocumentState): Uint8Array {
    const { userId, plan, values, isStale, countedAt } = state;
    const head = `{"userId":${JSON.stringify(userId)},"version":${version},"asOf":"${isoDay(asOf)}","builtAt":${builtAt},"stale":${isStale},"tags":`;
    const live = values.map((value, i) => plan.liveNames[i]! + JSON.stringify(value)).join('');
    const counted = values.length === 0 ? '' : `},"countedAt":${countedAt ?? null}}`;
    const foot = `${live}${counted}${plan.withheld}`;
    const document = Buffer.allocUnsafe(3 * (head.length + foot.length) + json.length);
    let at = document.write(head, 0);
    document.set(json, at);
    at += json.length;
    at += document.write(foot, at);
    return document.subarray(0, at);
  }

  #learn(definitions: Definitions): void {
    if (definitions === this.#definitions) return;
    this.#definitions = definitions;
    this.#byId = new Map(definitions.map((tag) => [tag.id, tag]));
    this.#order = new Map(definitions.map(({ id }, i) => [id, i]));
    this.#plans.clear();
  }
}

function planDocument(definitions: Definitions, reader: TagReader): DocumentPlan {
  const withheld = definitions.filter((tag) => !mayRead(reader, tag)).map(({ id }) => id);
  const shown = definitions.filter((tag) => mayRead(reader, tag));
  const batch = shown.filter(({ freshness }) => freshness !== 'live').map(({ id }) => id);
  const live = shown.filter(({ freshness }) => freshness === 'live').map(({ id }) => id);
  return {
    ask: { only: new Set(batch), pick: live },
    liveNames: live.map((id, i) => `${i === 0 ? ',"live":{"tags":{' : ','}${JSON.stringify(id)}:`),
    withheld: `,"withheld":${JSON.stringify(withheld)}}`,
  };
}
