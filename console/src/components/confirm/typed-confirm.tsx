import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ErrorState } from '../states/index.ts';
import { useTexts } from '../texts.ts';

/** Asks for the name of the thing before money moves. `children` say in numbers what will happen. */
export function TypedConfirm(props: {
  readonly opened: boolean;
  readonly title: string;
  /** To be typed letter by letter. */
  readonly name: string;
  /** On the button. */
  readonly action: string;
  readonly isBusy?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const isRight = typed.trim() === props.name;
  const close = () => {
    setTyped('');
    props.onClose();
  };
  return (
    <Modal opened={props.opened} onClose={close} title={props.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) props.onConfirm();
        }}
      >
        <Stack gap="md">
          {props.children}
          <TextInput
            label={
              <>
                {t('confirm.type')}{' '}
                <Text component="span" ff="monospace" size="sm" fw={600}>
                  {props.name}
                </Text>
              </>
            }
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
            autoComplete="off"
          />
          {props.error ? <ErrorState error={props.error} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isRight} loading={props.isBusy ?? false}>
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
