import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Expression } from '../../../../../src/expression/index.ts';
import { ErrorState } from '../../../components/states/index.ts';
import { useTexts } from '../texts.ts';
import classes from './builder.module.css';
import { type Pick, usePicks } from './picks.ts';
import type { Scope } from './scope.ts';
import { useFirstCondition } from './use-first-condition.ts';

/** A button that becomes a search over everything that can be asked; a pick is a whole condition with a likely value. */
export function ConditionPicker(props: {
  readonly scope: Scope;
  readonly label: string;
  readonly onPick: (condition: Expression) => void;
  readonly isSmall?: boolean;
  readonly isOpen?: boolean;
  readonly onClose?: () => void;
}) {
  const t = useTexts();
  const [isOpen, setOpen] = useState(props.isOpen ?? false);
  const [fault, setFault] = useState<unknown>();
  const groups = usePicks(props.scope);
  const first = useFirstCondition(props.scope);
  const close = () => {
    setOpen(false);
    props.onClose?.();
  };
  const pick = (chosen: Pick) =>
    first(chosen).then(
      (condition) => {
        close();
        props.onPick(condition);
      },
      (error: unknown) => setFault(error),
    );
  if (!isOpen)
    return (
      <Button
        variant={props.isSmall ? 'subtle' : 'light'}
        size={props.isSmall ? 'compact-xs' : 'xs'}
        leftSection={<IconPlus size={14} aria-hidden />}
        className={classes['add'] ?? ''}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </Button>
    );
  return (
    <div className={classes['picker']}>
      <Select
        aria-label={props.label}
        placeholder={t('pick')}
        data={groups.map(({ title, picks }) => ({
          group: title,
          items: picks.map(({ key, title: label }) => ({ value: key, label })),
        }))}
        value={null}
        onChange={(key) => {
          const chosen = groups.flatMap(({ picks }) => picks).find((each) => each.key === key);
          if (chosen) void pick(chosen);
        }}
        searchable
        autoFocus
        defaultDropdownOpened
        maxDropdownHeight={320}
        nothingFoundMessage={t('pick.none')}
        {...(props.isOpen ? {} : { onBlur: close })}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      />
      {props.isOpen && (
        <ActionIcon aria-label={t('cancel')} onClick={close}>
          <IconX size={16} />
        </ActionIcon>
      )}
      {fault !== undefined && <ErrorState error={fault} />}
    </div>
  );
}
