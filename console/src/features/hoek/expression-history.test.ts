import { expect, it } from 'vitest';
import { edit, type History, redo, undo } from './expression-history.ts';

const START: History = { text: 'everyone', past: [], future: [] };

it('goes back and forth, and forgets what was undone at the next change', () => {
  const two = edit(edit(START, 'a'), 'b');
  expect(undo(two).text).toBe('a');
  expect(undo(undo(undo(two))).text).toBe('everyone');
  expect(redo(undo(two))).toMatchObject({ text: 'b', past: ['everyone', 'a'], future: [] });
  expect(redo(edit(undo(two), 'c')).text).toBe('c');
});

it('takes a drag back in one step', () => {
  const dragged = ['1', '2', '3'].reduce((history, text) => edit(history, text, 'drag-1'), edit(START, '0'));
  expect(undo(dragged).text).toBe('0');
  expect(undo(edit(dragged, '4', 'drag-2')).text).toBe('3');
});

it('keeps a hundred steps', () => {
  const many = Array.from({ length: 150 }, (_, i) => String(i)).reduce((history, text) => edit(history, text), START);
  expect([many.past.length, many.past[0]]).toEqual([100, '49']);
});
