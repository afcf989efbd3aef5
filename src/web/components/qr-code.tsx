import { encode } from 'uqr';

/** Modules of white around the code (ISO/IEC 18004, 4 at least). */
const QUIET = 4;

/**
 * A QR code of a text, dark on light in every colour scheme and in print. `label` says to who cannot see it what it holds.
 * Level M: 15 % of it may be damaged.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect class="qr-code__light" width={size} height={size} />
      <path class="qr-code__dark" d={dark.join('')} />
    </svg>
  );
}
