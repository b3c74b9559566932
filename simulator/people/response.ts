import type { Dice } from '../random.ts';

/** The four ways in which people answer a coupon (Radcliffe and Surry, 1999, call them the quadrants of uplift). */
export const RESPONSE_TYPES = ['persuadable', 'sure-thing', 'lost-cause', 'sleeping-dog'] as const;
export type ResponseType = (typeof RESPONSE_TYPES)[number];

/** Hidden truth about one person: what no import ever names. */
export interface Response {
  readonly type: ResponseType;
  /** Added to the logit of an order in every session. */
  readonly readiness: number;
  /** Added to the logit of an order while a coupon of depth 1 may be used; negative for sleeping dogs. */
  readonly strength: number;
  /** Chance that the message about a coupon brings this person to the app that morning. */
  readonly opens: number;
}

/** What a response type hangs on, so that models can learn it: all standardised. */
export interface Leaning {
  readonly priceSensitivity: number;
  readonly activity: number;
  readonly seniority: number;
}

export function drawResponse(dice: Dice, leaning: Leaning): Response {
  const scores = [
    0.45 + 1.0 * leaning.priceSensitivity,
    0.1 - 0.5 * leaning.priceSensitivity + 0.9 * leaning.activity,
    0.1 - 1.0 * leaning.activity,
    -0.8 - 0.4 * leaning.priceSensitivity + 0.7 * leaning.seniority,
  ];
  const type = RESPONSE_TYPES[dice.pick(scores.map(Math.exp))]!;
  const a = dice.normal();
  const b = dice.normal();
  switch (type) {
    case 'persuadable':
      return { type, readiness: -0.7 + 0.3 * a, strength: Math.max(0.6, 1.7 + 0.35 * b), opens: 0.34 };
    case 'sure-thing':
      return { type, readiness: 1.15 + 0.3 * a, strength: 0.06 + 0.02 * b, opens: 0.08 };
    case 'lost-cause':
      return { type, readiness: -1.8 + 0.3 * a, strength: 0.04 + 0.02 * b, opens: 0.03 };
    case 'sleeping-dog':
      return { type, readiness: 0.4 + 0.3 * a, strength: Math.min(-0.4, -1.1 + 0.2 * b), opens: 0.02 };
  }
}
