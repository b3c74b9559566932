import { Menu, Popover, UnstyledButton } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { type FieldInfo, type Literal, parseValue, printValue } from '../../../../../src/expression/index.ts';
import { useWords } from '../vocabulary.ts';
import classes from './builder.module.css';
import type { Change } from './scope.ts';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly title: string;
}

/** A word of a sentence that is one of a few. */
export function ChoiceWord<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}) {
  const chosen = props.options.find(({ value }) => value === props.value);
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <UnstyledButton
          className={classes['word'] ?? ''}
          aria-label={`${props.label}: ${chosen?.title ?? props.value}`}
        >
          {chosen?.title ?? props.value}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes['menu'] ?? ''}>
        {props.options.map(({ value, title }) => (
          <Menu.Item key={value} onClick={() => props.onChange(value)} {...(value === props.value ? { fw: 600 } : {})}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A value that is typed. What is no value of the field's type changes nothing and is gone when the word is left. */
export function ValueWord(props: {
  readonly label: string;
  readonly field: FieldInfo;
  readonly value: Literal;
  readonly onChange: Change<Literal>;
}) {
  const { catalogue } = useWords();
  const gesture = useId();
  const [draft, setDraft] = useState<string>();
  const scope = { field: props.field, moneyDecimals: catalogue.moneyDecimals };
  const text = draft ?? printValue(props.value, scope);
  const isBad = parseValue(text, scope) === undefined;
  const type = (next: string) => {
    setDraft(next);
    const value = parseValue(next, scope);
    if (value !== undefined) props.onChange(value, gesture);
  };
  return (
    <input
      className={classes['input']}
      aria-label={props.label}
      aria-invalid={isBad}
      type={props.field.type === 'date' ? 'date' : 'text'}
      inputMode="decimal"
      value={text}
      {...(props.field.type === 'date' ? {} : { style: { width: `${Math.max(2, text.length) + 1.5}ch` } })}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => setDraft(undefined)}
    />
  );
}

/** A word that opens something larger than a menu. */
export function OpenWord(props: { readonly label: string; readonly text: string; readonly children: ReactNode }) {
  return (
    <Popover position="bottom-start" shadow="md" width={300} trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes['word'] ?? ''} aria-label={`${props.label}: ${props.text}`}>
          {props.text}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="sm">{props.children}</Popover.Dropdown>
    </Popover>
  );
}
