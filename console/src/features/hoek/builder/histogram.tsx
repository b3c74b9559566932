import { type KeyboardEvent, type PointerEvent, useId, useRef } from 'react';
import { routes } from '../../../../../src/contract/index.ts';
import { type FieldInfo, printValue } from '../../../../../src/expression/index.ts';
import { useAnswer } from '../../../api/index.ts';
import { useFormat } from '../../../i18n/index.ts';
import { useTexts } from '../texts.ts';
import { useWords } from '../vocabulary.ts';
import classes from './builder.module.css';
import { type Bin, dragEnd, nudged, numericBins, type Span, spanOf } from './histogram-scale.ts';
import type { Change } from './scope.ts';
import type { ValueRange } from './value-range.ts';

interface HistogramProps {
  readonly field: FieldInfo;
  readonly range: ValueRange;
  readonly onChange: Change<ValueRange>;
}

/** How a tag spreads among everyone, with the ends of what a condition lets through to drag. */
export function Histogram(props: HistogramProps) {
  const tag = useAnswer(routes.describeTag, { params: { id: props.field.id } });
  const bins = numericBins(tag.data?.distribution?.bins ?? []);
  if (tag.isPending) return <div className={classes['histogram']} aria-busy />;
  return bins.length < 2 ? null : <Bars {...props} bins={bins} />;
}

function Bars({ field, range, onChange, bins }: HistogramProps & { readonly bins: readonly Bin[] }) {
  const t = useTexts();
  const format = useFormat();
  const track = useRef<HTMLDivElement>(null);
  const span = spanOf(bins, range, field.type);
  const ends = { low: useEndText(range.low, field), high: useEndText(range.high, field) };
  const most = Math.max(...bins.map(({ count }) => count), 1);
  const percent = (position: number) => `${(position / bins.length) * 100}%`;

  const drag = (end: 'low' | 'high', position: number, gesture: string) =>
    onChange(dragEnd(bins, range, { end, position, type: field.type }), gesture);
  const positionAt = (clientX: number): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    return Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * bins.length;
  };

  return (
    <div className={classes['histogram']} ref={track}>
      <div className={classes['bars']} aria-hidden>
        {bins.map((bin, i) => (
          <div
            key={bin.low}
            className={classes['bar']}
            data-inside={isInside(i, span) || undefined}
            style={{ height: bin.count === 0 ? 0 : `max(2px, ${(bin.count / most) * 100}%)` }}
            title={`${endText(bin.low, field, format)} – ${endText(bin.high, field, format)}: ${format.count(bin.count)}`}
          />
        ))}
      </div>
      <div className={classes['span']} style={{ left: percent(span.from), width: percent(span.to - span.from) }} />
      {(['low', 'high'] as const).map((end) => (
        <Handle
          key={end}
          label={t(end === 'low' ? 'histogram.low' : 'histogram.high')}
          left={percent(end === 'low' ? span.from : span.to)}
          position={end === 'low' ? span.from : span.to}
          most={bins.length}
          value={ends[end]}
          onDrag={(clientX, gesture) => drag(end, positionAt(clientX), gesture)}
          onNudge={(direction, gesture) =>
            drag(end, nudged(bins, end === 'low' ? span.from : span.to, direction, field.type), gesture)
          }
        />
      ))}
      <div className={classes['scale']} aria-hidden>
        <span>{endText(bins[0]!.low, field, format)}</span>
        <span>{endText(bins.at(-1)!.high, field, format)}</span>
      </div>
    </div>
  );
}

interface HandleProps {
  readonly label: string;
  readonly left: string;
  readonly position: number;
  readonly most: number;
  readonly value: string;
  readonly onDrag: (clientX: number, gesture: string) => void;
  readonly onNudge: (direction: -1 | 1, gesture: string) => void;
}

/** One end: dragged by pointer, moved by arrow keys. */
function Handle(props: HandleProps) {
  const id = useId();
  const drags = useRef(0);
  const press = (event: PointerEvent<HTMLButtonElement>) => {
    drags.current++;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) props.onDrag(event.clientX, `${id}${drags.current}`);
  };
  const key = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key] as -1 | 1 | undefined;
    if (!direction) return;
    event.preventDefault();
    props.onNudge(direction, `${id}keys`);
  };
  return (
    <button
      type="button"
      role="slider"
      className={classes['handle']}
      style={{ left: props.left }}
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.most}
      aria-valuenow={props.position}
      aria-valuetext={props.value}
      onPointerDown={press}
      onPointerMove={move}
      onKeyDown={key}
    />
  );
}

const isInside = (bin: number, { from, to }: Span): boolean => bin + 0.5 > from && bin + 0.5 < to;

function useEndText(value: number | undefined, field: FieldInfo): string {
  const t = useTexts();
  const { catalogue } = useWords();
  if (value === undefined) return t('histogram.open');
  return printValue(value, { field, moneyDecimals: catalogue.moneyDecimals });
}

const DAY_MS = 86_400_000;

function endText(value: number, { type }: FieldInfo, format: ReturnType<typeof useFormat>): string {
  if (type === 'money') return format.short(value, 'money');
  if (type === 'date') return format.day(new Date(value * DAY_MS).toISOString().slice(0, 10));
  return Number.isInteger(value) ? format.count(value) : format.decimal(value);
}
