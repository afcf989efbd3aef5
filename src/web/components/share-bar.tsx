/** How wide a bar is drawn; it is as wide as its place. */
const WIDTH = 200;
const HEIGHT = 16;

/**
 * A part of a whole as a bar, with a mark where another part would end. It only shows what stands beside it in figures, and so is
 * nothing for who listens.
 */
export function ShareBar({ part, whole, mark }: { part: number; whole: number; mark?: number | undefined }) {
  const across = (value: number) => (whole <= 0 ? 0 : Math.min(1, Math.max(0, value / whole)) * WIDTH);
  return (
    <svg
      class="share-bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="share-bar__whole" x={0} y={3} width={WIDTH} height={HEIGHT - 6} />
      <rect class="share-bar__part" x={0} y={3} width={across(part).toFixed(1)} height={HEIGHT - 6} />
      {mark === undefined ? null : (
        <rect
          class="share-bar__mark"
          x={Math.min(across(mark), WIDTH - 3).toFixed(1)}
          y={0}
          width={3}
          height={HEIGHT}
        />
      )}
    </svg>
  );
}
