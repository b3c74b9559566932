import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAction, useAnswer } from '../../api/index.ts';
import { useReasonTitle } from '../../components/reasons/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { useLocal } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

/** Issues one coupon by hand. One opening of the form is one key, so a second click cannot issue twice. */
export function IssueCoupon(props: {
  readonly userId: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const t = useTexts();
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t('issue')}>
      {props.opened && <IssueForm {...props} />}
    </Modal>
  );
}

function IssueForm({ userId, onClose }: { readonly userId: string; readonly onClose: () => void }) {
  const t = useTexts();
  const reasonTitle = useReasonTitle();
  const local = useLocal();
  const [key] = useState(() => `console/${crypto.randomUUID()}`);
  const [templateId, setTemplate] = useState<string | null>(null);
  const [budgetId, setBudget] = useState<string | null>(null);
  const ledger = useAnswer(routes.showLedger);
  const issue = useAction(routes.issueCoupon, [routes.couponsOfUser, routes.showLedger, routes.listTemplates]);

  const submit = async (template: string) => {
    const request = { key: `${key}/${template}/${budgetId ?? ''}`, templateId: template, userId };
    const answer = await issue.mutateAsync({ body: { ...request, ...(budgetId ? { budgetId } : {}) } });
    const isDone = answer.kind === 'done';
    notifications.show({
      message: isDone ? t('issue.done') : t('refused', { reason: reasonTitle(answer.reason) }),
      color: isDone ? 'green' : 'red',
    });
    if (isDone) onClose();
  };

  const templates = (ledger.data?.templates ?? []).map(({ template }) => ({
    value: template.id,
    label: local(template.title),
  }));
  const budgets = (ledger.data?.budgets ?? [])
    .filter(({ isOpen }) => isOpen)
    .map(({ id }) => ({ value: id, label: id }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (templateId) void submit(templateId);
      }}
    >
      <Stack gap="md">
        <Select
          label={t('issue.template')}
          data={templates}
          value={templateId}
          onChange={setTemplate}
          searchable
          required
          data-autofocus
        />
        <Select
          label={t('issue.budget')}
          placeholder={t('issue.budget.none')}
          data={budgets}
          value={budgetId}
          onChange={setBudget}
          clearable
        />
        {issue.error && <ErrorState error={issue.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={issue.isPending} disabled={!templateId}>
            {t('issue')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
