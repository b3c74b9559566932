import type { ReactNode } from 'react';
import classes from './graph.module.css';
import { type Edge, layeredLayout } from './layered-layout.ts';

export interface GraphNode {
  readonly key: string;
  readonly content: ReactNode;
  /** The one that the graph is about. */
  readonly isSubject?: boolean;
}

const WIDTH = 190;
const HEIGHT = 44;
const GAP_X = 48;
const GAP_Y = 12;

/** What comes from what, left to right. Wider than its place, it scrolls. */
export function LayeredGraph(props: {
  readonly label: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
}) {
  const places = layeredLayout(
    props.nodes.map(({ key }) => key),
    props.edges,
  );
  const columns = Math.max(...places.map(({ column }) => column), 0) + 1;
  const rows = Math.max(...places.map(({ row }) => row), 0) + 1;
  const height = rows * (HEIGHT + GAP_Y) - GAP_Y;
  const width = columns * (WIDTH + GAP_X) - GAP_X;
  const inColumn = (column: number) => places.filter((place) => place.column === column).length;
  // Short columns stand in the middle.
  const at = new Map(
    places.map(({ key, column, row }) => {
      const top = (height - inColumn(column) * (HEIGHT + GAP_Y) + GAP_Y) / 2;
      return [key, { x: column * (WIDTH + GAP_X), y: top + row * (HEIGHT + GAP_Y) }];
    }),
  );
  return (
    <section className={classes['scroll']} aria-label={props.label}>
      <div className={classes['graph']} style={{ width, height }}>
        <svg width={width} height={height} aria-hidden role="presentation" className={classes['edges']}>
          {props.edges.map(({ from, to }) => {
            const [a, b] = [at.get(from), at.get(to)];
            return (
              a && b && <path key={`${from} ${to}`} d={curve(a.x + WIDTH, a.y + HEIGHT / 2, b.x, b.y + HEIGHT / 2)} />
            );
          })}
        </svg>
        {props.nodes.map(({ key, content, isSubject }) => (
          <div
            key={key}
            className={classes['node']}
            data-subject={isSubject || undefined}
            style={{ left: at.get(key)?.x, top: at.get(key)?.y, width: WIDTH, height: HEIGHT }}
          >
            {content}
          </div>
        ))}
      </div>
    </section>
  );
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
