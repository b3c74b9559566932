export { type GraphNode, LayeredGraph } from './layered-graph.tsx';
