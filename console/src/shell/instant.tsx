/** An instant to the minute in UTC, or a partial date as it is. */
export function Instant({ at }: { at: string }) {
  return (
    <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
      {/T\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : at}
    </time>
  );
}
