import { childrenOf, type Expression } from '../../expression/index.ts';
import { type Bits, countBits, wordCount } from './bits.ts';
import type { Mask } from './frame.ts';

/** 64 K rows: the registers of a tree of some ten conditions stay in the second-level cache. */
const BLOCK_WORDS = 2048;

/** One step of a program with its two registers: the rows of a block for which the part is true, and false. */
export interface Step {
  readonly path: string;
  readonly kind: 'leaf' | 'all' | 'any';
  readonly truth: Bits;
  readonly falsity: Bits;
  readonly inputs: readonly Step[];
  readonly mask?: Mask;
  /** Rows of all blocks so far for which the part is true. */
  count: number;
}

/** A tree as a list of block operations, each after those that it reads; the last is the whole. */
export interface Program {
  readonly rows: number;
  readonly steps: readonly Step[];
}

export type LeafMask = (leaf: Expression) => Mask;

export function compileProgram(tree: Expression, rows: number, maskOf: LeafMask): Program {
  const steps: Step[] = [];
  addStep(tree, '', { maskOf, steps });
  return { rows, steps };
}

/** Runs all blocks: the rows for which the whole is true. Counts stand in the steps afterwards. */
export function runProgram({ rows, steps }: Program): Bits {
  const words = wordCount(rows);
  const truth = new Uint32Array(words);
  const whole = steps.at(-1)!;
  for (let start = 0; start < words; start += BLOCK_WORDS) {
    const length = Math.min(BLOCK_WORDS, words - start);
    for (const step of steps) {
      runStep(step, start, length);
      step.count += countBits(step.truth, length);
    }
    truth.set(whole.truth.subarray(0, length), start);
  }
  return truth;
}

/** Fills the registers for the block that holds a row; answers the row's position in them. */
export function runBlockOf(row: number, { rows, steps }: Program): number {
  const start = Math.floor(row / (BLOCK_WORDS * 32)) * BLOCK_WORDS;
  const length = Math.min(BLOCK_WORDS, wordCount(rows) - start);
  for (const step of steps) runStep(step, start, length);
  return row - start * 32;
}

function addStep(tree: Expression, path: string, scope: { readonly maskOf: LeafMask; readonly steps: Step[] }): Step {
  const children = childrenOf(tree);
  const inputs = children.map((child, i) => addStep(child, path === '' ? String(i) : `${path}.${i}`, scope));
  const step = toStep(tree, inputs, { path, maskOf: scope.maskOf });
  scope.steps.push(step);
  return step;
}

function toStep(
  tree: Expression,
  inputs: readonly Step[],
  { path, maskOf }: { readonly path: string; readonly maskOf: LeafMask },
): Step {
  if (tree.kind === 'not') {
    // Negation costs nothing: the registers of its part, swapped.
    const [part] = inputs as readonly [Step];
    return { path, kind: 'all', inputs: [], truth: part.falsity, falsity: part.truth, count: 0 };
  }
  const registers = { truth: new Uint32Array(BLOCK_WORDS), falsity: new Uint32Array(BLOCK_WORDS), count: 0 };
  if (inputs.length > 0) return { path, kind: tree.kind as 'all' | 'any', inputs, ...registers };
  return { path, kind: 'leaf', inputs, mask: maskOf(tree), ...registers };
}

function runStep({ kind, inputs, mask, truth, falsity }: Step, start: number, length: number): void {
  if (mask) {
    readMask(mask, { truth, falsity, start, length });
    return;
  }
  const [first, ...others] = inputs;
  if (!first) return;
  truth.set(first.truth);
  falsity.set(first.falsity);
  for (const other of others) {
    intersect(kind === 'all' ? truth : falsity, kind === 'all' ? other.truth : other.falsity, length);
    unite(kind === 'all' ? falsity : truth, kind === 'all' ? other.falsity : other.truth, length);
  }
}

interface Registers {
  readonly truth: Bits;
  readonly falsity: Bits;
  readonly start: number;
  readonly length: number;
}

function readMask(mask: Mask, { truth, falsity, start, length }: Registers): void {
  for (let i = 0; i < length; i++) {
    const isTrue = mask.truth[start + i]!;
    truth[i] = isTrue;
    falsity[i] = mask.known[start + i]! & ~isTrue;
  }
}

function intersect(into: Bits, other: Bits, length: number): void {
  for (let i = 0; i < length; i++) into[i]! &= other[i]!;
}

function unite(into: Bits, other: Bits, length: number): void {
  for (let i = 0; i < length; i++) into[i]! |= other[i]!;
}
