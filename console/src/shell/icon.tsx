/** Shapes on a grid of 16, drawn with one pen. */
const SHAPES = {
  good: 'M3 8.5l3.2 3.2L13 5',
  bad: 'M4 4l8 8M12 4l-8 8',
  warn: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.4v.6',
  unknown: 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 11.8v.6',
  dated: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3',
  down: 'M8 2.5v8M4.5 7.2L8 10.7l3.5-3.5M3 13.5h10',
  out: 'M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3L7.5 8.5',
  auto: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8L13 13M13 3l-1.2 1.2M4.2 11.8L3 13',
  dark: 'M12.8 9.6A5.4 5.4 0 0 1 6.4 3.2a5.4 5.4 0 1 0 6.4 6.4z',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4M10.2 10.2l3.6 3.6',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  changed: 'M2.5 6.5c2-2.4 3.6-2.4 5.5 0s3.5 2.4 5.5 0M2.5 11c2-2.4 3.6-2.4 5.5 0s3.5 2.4 5.5 0',
} as const;

export type IconName = keyof typeof SHAPES;

/** A small picture beside words; the words carry the meaning. */
export function Icon({ name, size = 14 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none' }}
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** The sign of the house: a lamp's sector sweeping its circle. */
export function WatchSign() {
  return (
    <svg aria-hidden="true" width="22" height="22" viewBox="0 0 20 20" style={{ flex: 'none' }}>
      <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M10 10L4.7 4.7A7.5 7.5 0 0 1 10 2.5z" fill="currentColor" />
      <circle cx="10" cy="10" r="1.6" fill="currentColor" />
    </svg>
  );
}
