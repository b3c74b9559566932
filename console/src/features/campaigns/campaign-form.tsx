import {
  Button,
  Group,
  Modal,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useContext, useState } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAction, useAnswer } from '../../api/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { FormatContext, useLocal } from '../../i18n/index.ts';
import { type Campaign, type CampaignDocument, documentOf } from './campaign.ts';
import { useTexts } from './texts.ts';

interface Props {
  /** The campaign to change; without it a new one. */
  readonly campaign?: Campaign;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

export function CampaignForm(props: Props) {
  const t = useTexts();
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t(props.campaign ? 'form.edit' : 'form.new')} size="lg">
      {props.opened && <Form {...props} />}
    </Modal>
  );
}

const EMPTY: CampaignDocument = {
  id: '',
  title: '',
  hypothesis: '',
  audienceId: '',
  templateIds: [],
  flowId: 'default',
  budget: { limit: 0, guarantee: 'strict', funder: 'platform' },
  schedule: {},
};

function Form({ campaign, onClose, onSaved }: Props) {
  const t = useTexts();
  const [draft, setDraft] = useState<CampaignDocument>(campaign ? documentOf(campaign) : EMPTY);
  const save = useAction(routes.putCampaign, [routes.listCampaigns, routes.getCampaign]);
  const change = (part: Partial<CampaignDocument>) => setDraft((last) => ({ ...last, ...part }));
  const isRunning = campaign?.state === 'running';
  const isComplete = draft.id !== '' && draft.title !== '' && draft.audienceId !== '' && draft.templateIds.length > 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await save.mutateAsync({ params: { id: draft.id }, body: draft });
    onSaved(saved.id);
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        {isRunning && (
          <Text size="sm" c="dimmed">
            {t('form.running')}
          </Text>
        )}
        <Words draft={draft} change={change} isNew={!campaign} isLocked={isRunning} />
        <Parts draft={draft} change={change} isLocked={isRunning} />
        <Money draft={draft} change={change} />
        {save.error && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!isComplete}>
            {t('form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps {
  readonly draft: CampaignDocument;
  readonly change: (part: Partial<CampaignDocument>) => void;
  readonly isLocked?: boolean;
}

function Words({ draft, change, isNew, isLocked = false }: PartProps & { readonly isNew: boolean }) {
  const t = useTexts();
  return (
    <>
      <TextInput
        label={t('form.title')}
        value={draft.title}
        required
        disabled={isLocked}
        onChange={({ currentTarget: { value } }) => change({ title: value, ...(isNew ? { id: slugOf(value) } : {}) })}
        data-autofocus
      />
      <TextInput
        label={t('form.id')}
        description={t('form.id.about')}
        value={draft.id}
        required
        disabled={!isNew}
        onChange={({ currentTarget: { value } }) => change({ id: value })}
      />
      <Textarea
        label={t('hypothesis')}
        value={draft.hypothesis ?? ''}
        autosize
        disabled={isLocked}
        onChange={({ currentTarget: { value } }) => change({ hypothesis: value })}
      />
    </>
  );
}

function Parts({ draft, change, isLocked = false }: PartProps) {
  const t = useTexts();
  const local = useLocal();
  const audiences = useAnswer(routes.listAudiences);
  const templates = useAnswer(routes.listTemplates);
  const flows = useAnswer(routes.listFlows);
  return (
    <>
      <Select
        label={t('audience')}
        data={(audiences.data?.audiences ?? []).map(({ id, title }) => ({ value: id, label: title || id }))}
        value={draft.audienceId || null}
        onChange={(audienceId) => change({ audienceId: audienceId ?? '' })}
        searchable
        required
        disabled={isLocked}
      />
      <MultiSelect
        label={t('templates')}
        data={(templates.data?.templates ?? []).map(({ template }) => ({
          value: template.id,
          label: local(template.title),
        }))}
        value={[...draft.templateIds]}
        onChange={(templateIds) => change({ templateIds })}
        searchable
        required
        disabled={isLocked}
      />
      <Select
        label={t('flow')}
        data={(flows.data?.flows ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        value={draft.flowId ?? 'default'}
        onChange={(flowId) => change({ flowId: flowId ?? 'default' })}
        disabled={isLocked}
      />
    </>
  );
}

function Money({ draft, change }: PartProps) {
  const t = useTexts();
  const { currency } = useContext(FormatContext);
  const scale = 10 ** currency.decimals;
  return (
    <Group grow gap="md">
      <NumberInput
        label={`${t('form.limit')} (${currency.code})`}
        description={t('guarantee.strict')}
        value={draft.budget.limit / scale}
        min={0}
        decimalScale={currency.decimals}
        thousandSeparator
        required
        onChange={(value) => change({ budget: { ...draft.budget, limit: Math.round(Number(value) * scale) } })}
      />
      <TextInput
        label={t('funder')}
        value={draft.budget.funder ?? ''}
        onChange={({ currentTarget: { value } }) => change({ budget: { ...draft.budget, funder: value } })}
      />
    </Group>
  );
}

/** An id from a title: what is not a letter or digit becomes a dash. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
}
