/** An ISO 8601 instant, whatever its offset, to the minute in UTC. */
export function Instant({ at }: { at: string }) {
  return <time dateTime={at}>{instantText(at)}</time>;
}

/** The same as text. */
export function instantText(at: string): string {
  const utc = new Date(at).toISOString();
  return `${utc.slice(0, 10)} ${utc.slice(11, 16)} UTC`;
}
