import styles from './layered-drawing.module.css';
import type { Placed } from './layers.ts';
import type { Tone } from './mark.tsx';

export interface DrawnNode extends Placed {
  label: string;
  /** Under the label. */
  note: string;
  tone: Tone;
}

export interface DrawnEdge {
  from: string;
  to: string;
  label: string;
  /** Dashed: what is not certain. */
  isOpen: boolean;
}

interface DrawingProps {
  /** What the drawing shows, for who does not see it; the same stands in a table below. */
  label: string;
  nodes: readonly DrawnNode[];
  edges: readonly DrawnEdge[];
}

const NODE = { width: 190, height: 44 };
const STEP = { x: 300, y: 64 };
const MARGIN = 12;
const MOST_LETTERS = 22;

/** Boxes in columns with arrows from left to right, in a box of its own that scrolls. */
export function LayeredDrawing({ label, nodes, edges }: DrawingProps) {
  const leaving = new Map<string, number>();
  for (const { from } of edges) leaving.set(from, (leaving.get(from) ?? 0) + 1);
  const crowded = (id: string): boolean => (leaving.get(id) ?? 0) > 1;
  const at = new Map(nodes.map((node) => [node.id, placeOf(node)]));
  const width = Math.max(...nodes.map(({ column }) => column)) * STEP.x + NODE.width + 2 * MARGIN;
  const height = Math.max(...nodes.map(({ row }) => row)) * STEP.y + NODE.height + 2 * MARGIN;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
    <section className={styles.box} aria-label={label} tabIndex={0}>
      <svg width={width} height={height} role="img" aria-label={label} className={styles.drawing}>
        <defs>
          <marker id="wk-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 8 4 0 8z" className={styles.head} />
          </marker>
        </defs>
        {edges.map((edge) => {
          const [from, to] = [at.get(edge.from), at.get(edge.to)];
          return from && to ? (
            <Arrow
              key={`${edge.from} ${edge.to} ${edge.label}`}
              edge={edge}
              from={from}
              to={to}
              isCrowded={crowded(edge.from)}
            />
          ) : null;
        })}
        {nodes.map((node) => (
          <Box key={node.id} node={node} />
        ))}
      </svg>
    </section>
  );
}

interface Point {
  x: number;
  y: number;
}

function placeOf({ column, row }: Placed): Point {
  return { x: MARGIN + column * STEP.x, y: MARGIN + row * STEP.y };
}

function Box({ node }: { node: DrawnNode }) {
  const { x, y } = placeOf(node);
  return (
    <g data-tone={node.tone}>
      <title>{`${node.label} (${node.id}) ${node.note}`}</title>
      <rect x={x} y={y} width={NODE.width} height={NODE.height} rx="3" className={styles.node} />
      <text x={x + 8} y={y + 18} className={styles.name}>
        {shortened(node.label)}
      </text>
      <text x={x + 8} y={y + 35} className={styles.note}>
        {shortened(node.note)}
      </text>
    </g>
  );
}

interface ArrowProps {
  edge: DrawnEdge;
  from: Point;
  to: Point;
  /** Several arrows leave here: the words then stand where they arrive. */
  isCrowded: boolean;
}

function Arrow({ edge, from, to, isCrowded }: ArrowProps) {
  const isBack = to.x <= from.x;
  const start = { x: from.x + (isBack ? NODE.width / 2 : NODE.width), y: from.y + (isBack ? 0 : NODE.height / 2) };
  const end = { x: to.x + (isBack ? NODE.width / 2 : 0), y: to.y + (isBack ? NODE.height : NODE.height / 2) };
  const bend = isBack ? 0 : (end.x - start.x) / 2;
  return (
    <g>
      <path
        d={`M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`}
        className={styles.edge}
        strokeDasharray={edge.isOpen ? '5 4' : undefined}
        markerEnd="url(#wk-arrow)"
      />
      <text
        x={isCrowded ? end.x - 10 : start.x + 8}
        y={(isCrowded ? end.y : start.y) - 4}
        textAnchor={isCrowded ? 'end' : 'start'}
        className={styles.share}
      >
        {edge.label}
      </text>
    </g>
  );
}

/** Addresses are told apart by their ends. */
function shortened(text: string): string {
  if (text.length <= MOST_LETTERS) return text;
  return /^\S+$/.test(text) ? `${text.slice(0, 10)}…${text.slice(-8)}` : `${text.slice(0, MOST_LETTERS - 1)}…`;
}
