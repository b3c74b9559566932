import { createHash } from 'node:crypto';
import { type Clock, canonicalJson, type DocumentStore, TesseraError } from '../../kernel/index.ts';

interface Kept {
  readonly fingerprint: string;
  readonly answer: unknown;
  readonly at: number;
}

/** Remembers the answers of writes that carried an `Idempotency-Key`, for a day. */
export interface Idempotency {
  /** Runs `work` once per key; a repeat gets the first answer, another body `key.reused`. */
  once(
    request: { readonly key: string; readonly scope: string; readonly body: unknown },
    work: () => Promise<unknown>,
  ): Promise<unknown>;
}

const COLLECTION = 'idempotency';
const KEPT_MS = 86_400_000;

export function createIdempotency(documents: DocumentStore, clock: Clock): Idempotency {
  /** Requests under way, so that two at once do not both run. */
  const running = new Map<string, Promise<Kept>>();

  const first = async (id: string, fingerprint: string, work: () => Promise<unknown>): Promise<Kept> => {
    const kept = (await documents.find<Kept>(COLLECTION, id))?.value;
    if (kept && kept.at > clock.now() - KEPT_MS) return kept;
    const value: Kept = { fingerprint, answer: await work(), at: clock.now() };
    await documents.put(COLLECTION, id, { value });
    return value;
  };

  return {
    async once({ key, scope, body }, work) {
      const id = createHash('sha256').update(`${scope}\n${key}`).digest('hex');
      const fingerprint = createHash('sha256')
        .update(canonicalJson(body ?? null))
        .digest('hex');
      const turn = running.get(id) ?? first(id, fingerprint, work);
      running.set(id, turn);
      try {
        const kept = await turn;
        if (kept.fingerprint !== fingerprint) throw new TesseraError('key.reused', { key });
        return kept.answer;
      } finally {
        running.delete(id);
      }
    },
  };
}
