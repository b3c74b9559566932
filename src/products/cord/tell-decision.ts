import { type Currency, formatMoney, type Money } from '../../kernel/index.ts';
import { type Candidate, type Decision, REASONS } from '../../services/decision/index.ts';

/** A decision as a short story, sentence by sentence, in both languages. */
export interface Story {
  readonly en: readonly string[];
  readonly zh: readonly string[];
}

export interface Telling {
  readonly currency: Currency;
  /** Title of a template; undefined for one that is gone. */
  readonly titleOf: (templateId: string) => { readonly en: string; readonly zh: string } | undefined;
}

type Language = keyof Story;

/** Tells what was proposed, what lost to which rule, what was chosen and what the second best was. */
export function tellDecision(decision: Decision, telling: Telling): Story {
  return { en: tell(decision, { ...telling, language: 'en' }), zh: tell(decision, { ...telling, language: 'zh' }) };
}

interface Voice extends Telling {
  readonly language: Language;
}

function tell(decision: Decision, voice: Voice): readonly string[] {
  return [
    proposed(decision, voice),
    ...droppedBy(decision, voice),
    ...refused(decision, voice),
    ending(decision, voice),
    ...secondBest(decision, voice),
  ];
}

function proposed({ flowId, flowVersion, userId, candidates }: Decision, { language }: Voice): string {
  const count = candidates.length;
  return language === 'en'
    ? `Flow ${flowId} (version ${flowVersion}) proposed ${count === 0 ? 'no coupon' : `${count} coupon${count === 1 ? '' : 's'}`} for ${userId}.`
    : `流程 ${flowId}（第 ${flowVersion} 版）为 ${userId} ${count === 0 ? '没有提出优惠券' : `提出了 ${count} 张优惠券`}。`;
}

function droppedBy({ candidates }: Decision, voice: Voice): readonly string[] {
  const lost = candidates.filter(({ stage }) => stage === 'filtered');
  const reasons = [...new Set(lost.map(({ reason }) => reason ?? 'no-candidate'))];
  return reasons.map((reason) => {
    const names = list(
      lost.filter((candidate) => (candidate.reason ?? 'no-candidate') === reason),
      voice,
    );
    return voice.language === 'en'
      ? `Filtered ${names}: ${lower(REASONS[reason].en)}.`
      : `已过滤${names}：${REASONS[reason].zh}。`;
  });
}

function refused({ attempts }: Decision, voice: Voice): readonly string[] {
  return attempts.flatMap((attempt) => {
    if (attempt.kind !== 'refused') return [];
    const name = nameOf(attempt.templateId, voice);
    return voice.language === 'en'
      ? `The ledger refused ${name}: ${lower(REASONS[attempt.reason].en)}.`
      : `账本拒绝了${name}：${REASONS[attempt.reason].zh}。`;
  });
}

function ending(decision: Decision, voice: Voice): string {
  const { outcome, templateId, reason = 'no-candidate', couponId } = decision;
  const chosen = decision.candidates.find((candidate) => candidate.templateId === templateId);
  if (templateId === undefined || !chosen)
    return voice.language === 'en'
      ? `Nothing was given: ${lower(REASONS[reason].en)}.`
      : `未发放：${REASONS[reason].zh}。`;
  const name = `${nameOf(templateId, voice)}${details(chosen, voice)}`;
  if (outcome === 'would-issue') return voice.language === 'en' ? `It would give ${name}.` : `将会发放${name}。`;
  return voice.language === 'en' ? `It gave ${name} as coupon ${couponId}.` : `已发放${name}，券号 ${couponId}。`;
}

function secondBest({ candidates, templateId }: Decision, voice: Voice): readonly string[] {
  const second = candidates.find(({ stage, reason }) => stage === 'ranked' && reason === undefined);
  if (!second || templateId === undefined) return [];
  const name = `${nameOf(second.templateId, voice)}${details(second, voice)}`;
  return [voice.language === 'en' ? `Second best was ${name}.` : `次优为${name}。`];
}

function details({ score, cost }: Candidate, { language, currency }: Voice): string {
  const most = `${formatMoney(cost, currency)} ${currency.code}`;
  const value = score === undefined ? undefined : formatMoney(Math.round(score) as Money, currency);
  if (language === 'en') return ` (${value === undefined ? '' : `score ${value}, `}costs at most ${most})`;
  return `（${value === undefined ? '' : `得分 ${value}，`}最高成本 ${most}）`;
}

function list(candidates: readonly Candidate[], voice: Voice): string {
  return candidates.map(({ templateId }) => nameOf(templateId, voice)).join(voice.language === 'en' ? ', ' : '、');
}

function nameOf(templateId: string, { language, titleOf }: Voice): string {
  const title = titleOf(templateId)?.[language] ?? templateId;
  return language === 'en' ? `“${title}”` : `「${title}」`;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
