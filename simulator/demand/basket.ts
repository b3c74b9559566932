import type { Offer } from '../campaigns/plans.ts';
import type { Category } from '../city/categories.ts';
import type { Merchant, Product } from '../city/merchants.ts';
import type { Dice } from '../random.ts';

export interface BasketLine {
  readonly product: Product;
  readonly quantity: number;
  /** Fen. */
  readonly gross: number;
}

const MOST_LINES = 5;
const MOST_PIECES = 6;

/** What goes into the basket of one order. With a coupon at hand, people fill it up to the threshold. */
export function fillBasket(
  dice: Dice,
  from: { readonly merchant: Merchant; readonly category: Category },
  threshold: number,
): readonly BasketLine[] {
  const lines: BasketLine[] = [];
  do {
    const product = from.merchant.products[dice.below(from.merchant.products.length)]!;
    const quantity = pieces(dice, from.category.morePieces);
    lines.push({ product, quantity, gross: product.price * quantity });
  } while (lines.length < MOST_LINES && dice.chance(from.category.moreLines));
  const missing = threshold - grossOf(lines);
  if (missing <= 0) return lines;
  const { product, quantity } = lines.pop()!;
  const enough = quantity + Math.ceil(missing / product.price);
  return [...lines, { product, quantity: enough, gross: product.price * enough }];
}

/** What the coupon takes off each line: in proportion, whole fen, summing up to the discount exactly. */
export function splitDiscount(lines: readonly BasketLine[], offer: Offer | undefined): readonly number[] {
  const gross = grossOf(lines);
  const discount = offer ? discountOn(gross, offer) : 0;
  let leftDiscount = discount;
  let leftGross = gross;
  return lines.map((line) => {
    const part = Math.round((leftDiscount * line.gross) / leftGross);
    leftDiscount -= part;
    leftGross -= line.gross;
    return part;
  });
}

/** The most that a coupon of this offer can cost. */
export function fullCostOf(offer: Offer): number {
  return offer.amount ?? offer.cap ?? 0;
}

function discountOn(gross: number, offer: Offer): number {
  if (offer.amount !== undefined) return Math.min(offer.amount, gross);
  return Math.min(Math.round(gross * (offer.rate ?? 0)), offer.cap ?? gross);
}

function grossOf(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, line) => sum + line.gross, 0);
}

function pieces(dice: Dice, more: number): number {
  let count = 1;
  while (count < MOST_PIECES && dice.chance(more)) count++;
  return count;
}
