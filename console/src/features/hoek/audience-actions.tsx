import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { type CallOutput, routes, urlOf } from '../../../../src/contract/index.ts';
import { useAction, useMay } from '../../api/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { useFormat } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type Saved = CallOutput<typeof routes.getAudience> | undefined;

/** Save the expression; freeze or export what is saved. */
export function AudienceActions(props: { readonly saved: Saved; readonly text: string; readonly isValid: boolean }) {
  const t = useTexts();
  const format = useFormat();
  const mayBuild = useMay('build');
  const mayExport = useMay('people');
  const [isSaving, setSaving] = useState(false);
  const freeze = useAction(routes.freezeAudience, [routes.listAudiences, routes.listSnapshots]);
  const { saved } = props;
  const press = async (id: string) => {
    const { count } = await freeze.mutateAsync({ params: { id } });
    notifications.show({ message: t('freeze.done', { count: format.count(count) }), color: 'green' });
  };
  return (
    <Group gap="sm">
      {saved && mayExport && (
        <Button
          component="a"
          variant="default"
          href={urlOf(routes.exportAudience, { params: { id: saved.id }, query: { format: 'csv' } })}
          download
        >
          {t('export')}
        </Button>
      )}
      {saved && mayBuild && (
        <Button variant="default" loading={freeze.isPending} onClick={() => void press(saved.id)}>
          {t('freeze')}
        </Button>
      )}
      {mayBuild && (
        <Button disabled={!props.isValid} onClick={() => setSaving(true)}>
          {t('save')}
        </Button>
      )}
      <Modal opened={isSaving} onClose={() => setSaving(false)} title={t('save.title')}>
        {isSaving && <SaveForm saved={saved} text={props.text} onClose={() => setSaving(false)} />}
      </Modal>
    </Group>
  );
}

function SaveForm({
  saved,
  text,
  onClose,
}: {
  readonly saved: Saved;
  readonly text: string;
  readonly onClose: () => void;
}) {
  const t = useTexts();
  const navigate = useNavigate();
  const [id, setId] = useState(saved?.id ?? '');
  const [title, setTitle] = useState(saved?.title ?? '');
  const save = useAction(routes.putAudience, [routes.listAudiences, routes.getAudience]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // A new audience must not overwrite one of the same id, nor a change that somebody else saved meanwhile.
    const expectedVersion = saved?.id === id ? saved.version : 0;
    await save.mutateAsync({ params: { id }, body: { title, expression: text, expectedVersion } });
    notifications.show({ message: t('save.done'), color: 'green' });
    onClose();
    void navigate(`/hoek/${encodeURIComponent(id)}`);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <TextInput
          label={t('save.name')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput label={t('save.id')} value={id} onChange={(event) => setId(event.currentTarget.value)} required />
        {save.error && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={id === ''}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
