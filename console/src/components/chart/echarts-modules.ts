import { BarChart, type BarSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  AriaComponent,
  BrushComponent,
  type BrushComponentOption,
  GridComponent,
  type GridComponentOption,
  MarkLineComponent,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';

// Only what the console draws, so that the bundle stays small.
use([
  AriaComponent,
  BarChart,
  BrushComponent,
  CanvasRenderer,
  GridComponent,
  LabelLayout,
  LineChart,
  MarkLineComponent,
  TooltipComponent,
]);

export { init };
export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | BrushComponentOption | GridComponentOption | TooltipComponentOption
>;
