export { type DistributionBin, DistributionChart, type DistributionChartProps } from './distribution-chart.tsx';
