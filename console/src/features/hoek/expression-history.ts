/** A text with what it was before and what was undone. */
export interface History {
  readonly text: string;
  readonly past: readonly string[];
  readonly future: readonly string[];
  /** Changes of one gesture (a drag, a run of typed letters) are one step back. */
  readonly gesture?: string | undefined;
}

const MOST_STEPS = 100;

export function edit(history: History, text: string, gesture?: string): History {
  if (text === history.text) return history;
  const isSameGesture = gesture !== undefined && gesture === history.gesture;
  const past = isSameGesture ? history.past : [...history.past.slice(1 - MOST_STEPS), history.text];
  return { text, past, future: [], gesture };
}

export function undo(history: History): History {
  const text = history.past.at(-1);
  if (text === undefined) return history;
  return { text, past: history.past.slice(0, -1), future: [history.text, ...history.future] };
}

export function redo(history: History): History {
  const [text, ...future] = history.future;
  if (text === undefined) return history;
  return { text, past: [...history.past, history.text], future };
}
