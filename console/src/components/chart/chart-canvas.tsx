import { useMergedRef, useResizeObserver } from '@mantine/hooks';
import type { EChartsType } from 'echarts/core';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { type ChartOption, init } from './echarts-modules.ts';

export interface CanvasHandle {
  /** The picture as a data URL, at twice the size of the screen's. */
  readonly picture: (background: string) => string | undefined;
}

export interface ChartCanvasProps {
  readonly option: ChartOption;
  readonly height: number;
  readonly handle: Ref<CanvasHandle>;
  readonly isLying: boolean;
  readonly onPick?: ((category: number) => void) | undefined;
  readonly onRange?: ((first: number, last: number) => void) | undefined;
}

/** ECharts on a canvas: draws, resizes, and tells which category was clicked or which range was brushed. */
export default function ChartCanvas({ option, height, handle, isLying, onPick, onRange }: ChartCanvasProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [sized, { width }] = useResizeObserver<HTMLDivElement>();
  const ref = useMergedRef(frame, sized);
  const chart = useRef<EChartsType>(undefined);
  const listeners = useRef({ onPick, onRange });
  listeners.current = { onPick, onRange };
  const canRange = onRange !== undefined;

  useEffect(() => {
    if (!frame.current) return;
    const made = init(frame.current, undefined, { renderer: 'canvas' });
    chart.current = made;
    made.getZr().on('click', ({ offsetX, offsetY }) => {
      if (!made.containPixel('grid', [offsetX, offsetY])) return;
      const at = made.convertFromPixel('grid', [offsetX, offsetY])[isLying ? 1 : 0];
      if (at !== undefined) listeners.current.onPick?.(at);
    });
    made.on('brushEnd', (event) => {
      const range = (event as BrushEnd).areas[0]?.coordRange;
      made.dispatchAction({ type: 'brush', areas: [] });
      if (range && range[0] !== range[1]) listeners.current.onRange?.(range[0], range[1]);
    });
    return () => made.dispose();
  }, [isLying]);

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
    if (canRange) chart.current?.dispatchAction(RANGE_CURSOR);
  }, [option, canRange]);

  useEffect(() => {
    if (width > 0) chart.current?.resize({ width, height });
  }, [width, height]);

  useImperativeHandle(handle, () => ({
    picture: (background) => chart.current?.getDataURL({ pixelRatio: 2, backgroundColor: background }),
  }));

  return <div ref={ref} style={{ height, cursor: onPick ? 'pointer' : 'default' }} />;
}

interface BrushEnd {
  readonly areas: readonly { readonly coordRange?: readonly [number, number] }[];
}

const RANGE_CURSOR = {
  type: 'takeGlobalCursor',
  key: 'brush',
  brushOption: { brushType: 'lineX', brushMode: 'single' },
};
