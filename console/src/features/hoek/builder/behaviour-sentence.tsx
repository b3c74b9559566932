import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Did, Expression, Sequence, SequenceStep } from '../../../../../src/expression/index.ts';
import { useLocal } from '../../../i18n/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';
import classes from './builder.module.css';
import { EventConditions } from './event-conditions.tsx';
import type { Change } from './scope.ts';
import { ChoiceWord, ValueWord } from './word.tsx';

const COUNT = { id: 'times', type: 'integer' } as const;
const DAYS = { id: 'days', type: 'integer' } as const;
const FIRST_WINDOW = 30;
const MOST_STEPS = 6;

/** `placed an order · at least · 2 times · in the last · 30 days`, and what was true of the order. */
export function BehaviourSentence({ did, onChange }: { readonly did: Did; readonly onChange: Change<Expression> }) {
  const t = useTexts();
  return (
    <div>
      <span className={classes['sentence']}>
        <EventWord event={did.event} onChange={(event) => onChange({ ...withoutWhere(did), event })} />
        <ChoiceWord
          label={t('comparison')}
          value={did.times.op}
          options={(['>=', '<=', '='] as const).map((value) => ({ value, title: t(`way.${value}`) }))}
          onChange={(op) => onChange({ ...did, times: { ...did.times, op } })}
        />
        <ValueWord
          label={t('times.label')}
          field={COUNT}
          value={did.times.count}
          onChange={(count, gesture) =>
            (count as number) >= 0 && onChange({ ...did, times: { ...did.times, count: count as number } }, gesture)
          }
        />
        <span>{t('times', { count: did.times.count })}</span>
        <WindowWords
          within={did.withinDays}
          words="in"
          onChange={(days, gesture) => onChange(inWindow(did, days), gesture)}
        />
      </span>
      <EventConditions step={did} onChange={(step, gesture) => onChange({ ...withoutWhere(did), ...step }, gesture)} />
    </div>
  );
}

/** `viewed · then · placed an order · within · 2 days`. */
export function SequenceSentence(props: { readonly sequence: Sequence; readonly onChange: Change<Expression> }) {
  const t = useTexts();
  const { sequence, onChange } = props;
  const { steps } = sequence;
  const set = (next: readonly SequenceStep[], gesture?: string) => onChange({ ...sequence, steps: next }, gesture);
  return (
    <div>
      {steps.map((step, i) => (
        // Steps have no identity but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={i}>
          <span className={classes['sentence']}>
            <span>{t(i === 0 ? 'sequence.first' : 'sequence.then')}</span>
            <EventWord event={step.event} onChange={(event) => set(steps.with(i, { event }))} />
            {steps.length > 2 && (
              <Tooltip label={t('remove')}>
                <ActionIcon size="sm" aria-label={t('remove')} onClick={() => set(steps.filter((_, at) => at !== i))}>
                  <IconX size={14} />
                </ActionIcon>
              </Tooltip>
            )}
          </span>
          <EventConditions step={step} onChange={(next, gesture) => set(steps.with(i, next), gesture)} />
        </div>
      ))}
      <span className={classes['sentence']}>
        <WindowWords
          within={sequence.withinDays}
          words="within"
          onChange={(days, gesture) => onChange(inWindow(sequence, days), gesture)}
        />
        {steps.length < MOST_STEPS && (
          <Button variant="subtle" size="compact-xs" onClick={() => set([...steps, { event: 'order' }])}>
            {t('sequence.add')}
          </Button>
        )}
      </span>
    </div>
  );
}

function EventWord(props: { readonly event: string; readonly onChange: (event: string) => void }) {
  const t = useTexts();
  const local = useLocal();
  const { events } = useWords();
  const options = Array.from(events.values(), ({ id, title }) => ({ value: id, title: local(title) }));
  return <ChoiceWord label={t('event')} value={props.event} options={options} onChange={props.onChange} />;
}

function WindowWords(props: {
  readonly within: number | undefined;
  readonly words: 'in' | 'within';
  readonly onChange: Change<number | undefined>;
}) {
  const t = useTexts();
  const { within, words, onChange } = props;
  return (
    <>
      <ChoiceWord
        label={t('window')}
        value={within === undefined ? 'ever' : 'days'}
        options={(['days', 'ever'] as const).map((value) => ({ value, title: t(`window.${words}.${value}`) }))}
        onChange={(value) => onChange(value === 'ever' ? undefined : (within ?? FIRST_WINDOW))}
      />
      {within !== undefined && (
        <>
          <ValueWord
            label={t('window')}
            field={DAYS}
            value={within}
            onChange={(days, gesture) => (days as number) >= 1 && onChange(days as number, gesture)}
          />
          <span>{t('days', { count: within })}</span>
        </>
      )}
    </>
  );
}

function inWindow<Behaviour extends Did | Sequence>(behaviour: Behaviour, days: number | undefined): Behaviour {
  const { withinDays: _, ...rest } = behaviour;
  return { ...rest, ...(days === undefined ? {} : { withinDays: days }) } as Behaviour;
}

/** Another event has other fields, so what was asked of them goes. */
function withoutWhere({ where: _, ...rest }: Did): Did {
  return rest;
}
