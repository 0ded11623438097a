/** An instant to the minute in UTC; a partial date as it is, and so a midnight, by which lists mean the day. */
export function Instant({ at }: { at: string }) {
  return (
    <time dateTime={at}>
      {/T(?!00:00)\d\d:\d\d/.test(at) ? `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` : at.slice(0, 10)}
    </time>
  );
}
