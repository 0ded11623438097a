/** An ISO 8601 instant, whatever its offset, to the minute in UTC. */
export function Instant({ at }: { at: string }) {
  const utc = new Date(at).toISOString();
  return (
    <time dateTime={at}>
      {utc.slice(0, 10)} {utc.slice(11, 16)} UTC
    </time>
  );
}
