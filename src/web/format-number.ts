const NUMBER = new Intl.NumberFormat('nl-NL');
const GAIN = new Intl.NumberFormat('nl-NL', { signDisplay: 'exceptZero' });

/** A number as it is written in Dutch: `1.234`. */
export const formatNumber = (value: number): string => NUMBER.format(value);

/** A difference with its sign: `+12`, `-3`, `0`. */
export const formatGain = (value: number): string => GAIN.format(value);

const PERCENT = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

/** A percentage to one decimal: `3,7%`. */
export const formatPercent = (value: number): string => `${PERCENT.format(value)}%`;
