const SHAPES = {
  info: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1.4 15.5h-2.8v-7h2.8v7Zm0-8.9h-2.8V6h2.8v2.6Z'],
  ok: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.6 14.6-4-4 1.9-1.9 2.1 2.1 5.3-5.3 1.9 1.9-7.2 7.2Z'],
  warning: ['M12 2.2 1 21.5h22L12 2.2Zm1.3 16.3h-2.6v-2.6h2.6v2.6Zm0-4.1h-2.6V8.9h2.6v5.5Z'],
  error: [
    'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4.9 13-1.9 1.9-3-3-3 3L7.1 15l3-3-3-3L9 7.100l3 3 3-3L16.9 9l-3 3 3 3Z',
  ],
  neutral: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm5 11.4H7v-2.8h10v2.8Z'],
  waiting: [
    'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 17.400A7.4 7.4 0 1 1 12 4.600a7.4 7.4 0 0 1 0 14.800ZM13.2 7h-2.400v5.600l4.2 2.5 1.2-2-3-1.800V7Z',
  ],
  document: [
    'M6 2h8l5 5v15H6a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1Zm7 1.800V8h4.200L13 3.800ZM8 12h8v1.600H8V12Zm0 4h8v1.600H8V16Z',
  ],
  download: ['M10.7 3h2.600v8.300l3-3 1.9 1.9-6.2 6.1-6.2-6.1 1.9-1.9 3 3V3ZM4 18.400h16V21H4v-2.600Z'],
  upload: ['M13.3 16h-2.600V7.700l-3 3-1.9-1.900L12 2.700l6.2 6.1-1.9 1.9-3-3V16ZM4 18.400h16V21H4v-2.600Z'],
  arrow: ['m9.3 4.5 7.5 7.5-7.5 7.5-1.9-1.9 5.6-5.6-5.6-5.6 1.9-1.900Z'],
  key: [
    'M8 7a5 5 0 1 0 4.8 6.400H16V17h3v-3.600h3v-2.800h-9.200A5 5 0 0 0 8 7Zm0 2.800a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.400Z',
  ],
} as const;

/** The shapes there are. */
export type IconName = keyof typeof SHAPES;

/** A drawn sign beside a text that says the same. Hidden from screen readers: never the only carrier of a meaning. */
export function Icon({ name, class: extra }: { name: IconName; class?: string | undefined }) {
  return (
    <svg
      class={extra === undefined ? 'icon' : `icon ${extra}`}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name].map((d) => (
        <path d={d} fill="currentColor" fill-rule="evenodd" />
      ))}
    </svg>
  );
}
