/** Longest wait that a client may ask for; proxies cut longer ones. */
export const WAIT_SECONDS_MAX = 60;

/** `wait=n` of a Prefer header (RFC 7240 section 4.3), or undefined; preferences are never an error. */
export function preferredWait(header: string | undefined): number | undefined {
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,5})"?(?=$|[,;\s])/i.exec(header ?? '')?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), WAIT_SECONDS_MAX);
}
