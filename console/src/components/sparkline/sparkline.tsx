const WIDTH = 56;
const HEIGHT = 16;

/** A share over time in the space of a word: 0 at the bottom, 1 at the top. Said in numbers beside it, so hidden from readers. */
export function Sparkline({ values }: { readonly values: readonly number[] }) {
  if (values.length === 0) return null;
  const x = (i: number) => (values.length === 1 ? WIDTH : (i / (values.length - 1)) * WIDTH);
  const y = (value: number) => HEIGHT - 1 - Math.min(1, Math.max(0, value)) * (HEIGHT - 2);
  const last = values.length - 1;
  return (
    <svg width={WIDTH + 4} height={HEIGHT} aria-hidden role="presentation">
      <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} stroke="var(--t-line)" />
      <polyline
        points={values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
        fill="none"
        stroke="var(--t-accent)"
        strokeWidth={1.5}
      />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r={2} fill="var(--t-accent)" />
    </svg>
  );
}
