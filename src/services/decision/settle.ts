import type { TemplateId } from '../../kernel/index.ts';
import type { Choice } from './choose.ts';
import type { Attempt, Candidate, Verdict } from './decision.ts';

/** The template to ask the ledger for next; undefined once one was given or all were refused. */
export function nextAttempt(choice: Choice, attempts: readonly Attempt[]): TemplateId | undefined {
  if (attempts.some(({ kind }) => kind !== 'refused')) return undefined;
  const asked = new Set(attempts.map(({ templateId }) => templateId));
  return choice.ranked.find(({ templateId }) => !asked.has(templateId))?.templateId;
}

/** What came of a choice, given the ledger's answers. Who is refused every candidate is told why the best one was. */
export function settle(choice: Choice, attempts: readonly Attempt[]): Verdict {
  const given = attempts.find((attempt) => attempt.kind !== 'refused');
  const refusals = new Map(attempts.flatMap((a) => (a.kind === 'refused' ? [[a.templateId, a.reason] as const] : [])));
  const candidates = [...choice.ranked, ...choice.dropped].map((candidate): Candidate => {
    if (candidate.templateId === given?.templateId) return chosen(candidate);
    const reason = refusals.get(candidate.templateId);
    return reason ? { ...candidate, reason } : candidate;
  });
  const reserve = { node: 'reserve', in: choice.ranked.length, out: Number(given !== undefined), ms: 0 };
  const stages = [...choice.stages, reserve];
  if (!given) {
    const reason = refusals.get(choice.ranked[0]?.templateId as TemplateId) ?? choice.reason;
    return { outcome: 'none', ...(reason && { reason }), candidates, stages };
  }
  return {
    outcome: given.kind,
    templateId: given.templateId,
    ...(given.kind === 'issued' && { couponId: given.couponId }),
    candidates,
    stages,
  };
}

function chosen({ reason: _, ...candidate }: Candidate): Candidate {
  return { ...candidate, stage: 'chosen' };
}
