import { count, day, instant, word } from '../columns.ts';
import { IN_PARTS, type ModelDefinition, touchedDays } from '../model-definition.ts';

/** Who did what. */
export const ACTION_DAY: ModelDefinition = {
  id: 'operations_action_day',
  area: 'operations',
  version: 1,
  title: { en: 'Operator actions by day', zh: '运营操作日报' },
  grain: 'one kind of action by one operator on one kind of subject on one business day',
  key: ['day', 'operator', 'action', 'subject_kind'],
  partition: 'day',
  columns: {
    day: day('Business day.'),
    operator: word('Who.'),
    action: word('What was done.'),
    subject_kind: word('To what: campaign, template, budget, …; null where the source does not say.'),
    actions: count('actions', 'How often.'),
    subjects: count('subjects', 'To how many different ones.'),
    first_at: instant('First of the day.'),
    last_at: instant('Last of the day.'),
  },
  touched: touchedDays('fact_operator_action'),
  rows: `
    SELECT day, operator, action, subject_kind, count(*) AS actions, count(DISTINCT subject_id) AS subjects,
      min(occurred_at) AS first_at, max(occurred_at) AS last_at
    FROM fact_operator_action WHERE day ${IN_PARTS} GROUP BY day, operator, action, subject_kind`,
};
