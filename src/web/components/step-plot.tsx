/** A line that only goes up: so many at each of these places, from left to right. */
export interface PlotLine {
  readonly label: string;
  readonly kind: 'now' | 'before';
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const WIDTH = 640;
const HEIGHT = 220;
const MARGIN = { left: 44, right: 36, top: 12, bottom: 34 };

/**
 * Steps against time. `x` runs from `from` at the left to `to` at the right, which may be less; `y` from 0 to `most`. The whole
 * is one picture with a description; what it shows stands beside it as text or in a table.
 */
export function StepPlot({
  label,
  description,
  from,
  to,
  most,
  marks,
  lines,
}: {
  label: string;
  description: string;
  from: number;
  to: number;
  most: number;
  /** Places on the horizontal axis, with what stands under them; `line`: also a line upwards. */
  marks: readonly { readonly x: number; readonly text: string; readonly line?: boolean }[];
  lines: readonly PlotLine[];
}) {
  const across = (x: number) =>
    MARGIN.left + ((x - from) / (to - from || 1)) * (WIDTH - MARGIN.left - MARGIN.right);
  const up = (y: number) =>
    HEIGHT - MARGIN.bottom - (y / (most || 1)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const floor = up(0);
  return (
    <figure class="step-plot">
      <figcaption class="step-plot__caption">{label}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${label}. ${description}`}>
        {[0, most / 2, most].map((y) => (
          <>
            <line class="step-plot__grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={up(y)} y2={up(y)} />
            <text class="step-plot__text" x={MARGIN.left - 6} y={up(y) + 4} text-anchor="end">
              {Math.round(y)}
            </text>
          </>
        ))}
        {marks.map(({ x, text, line }) => (
          <>
            {line === true ? (
              <line class="step-plot__mark" x1={across(x)} x2={across(x)} y1={MARGIN.top} y2={floor} />
            ) : null}
            <text class="step-plot__text" x={across(x)} y={HEIGHT - 12} text-anchor="middle">
              {text}
            </text>
          </>
        ))}
        {lines.map(({ kind, points }) => (
          <polyline
            class={`step-plot__line step-plot__line--${kind}`}
            points={steps(points.map(({ x, y }) => ({ x: across(x), y: up(y) })))}
          />
        ))}
      </svg>
      <ul class="step-plot__legend">
        {lines.map(({ label: text, kind }) => (
          <li class={`step-plot__key step-plot__key--${kind}`}>{text}</li>
        ))}
      </ul>
    </figure>
  );
}

/** From each point straight to the right until the next, and then up. */
function steps(points: readonly { readonly x: number; readonly y: number }[]): string {
  return points
    .flatMap(({ x, y }, i) => [
      ...(i === 0 ? [] : [`${x.toFixed(1)},${points[i - 1]!.y.toFixed(1)}`]),
      `${x.toFixed(1)},${y.toFixed(1)}`,
    ])
    .join(' ');
}
