import { messageOf } from '../network-error.js';

const UNIT_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const DURATION = /^[+-](?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|[dhms])/g;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The filter of a request's `<name>_start` and `<name>_end`; undefined when it has neither
 * (`certificaterequest.NewCertificateRequest`).
 *
 * @throws {RangeError} when one is no time
 */
export function timeFilter(query: URLSearchParams, name: 'revoked' | 'expired'): ((time: Date) => boolean) | undefined {
  const start = namedTime(query, `${name}_start`, `${name}_begin`);
  const end = namedTime(query, `${name}_end`, `${name}_end`);
  if (start === undefined && end === undefined) return undefined;
  return (time) => (start === undefined || time >= start) && (end === undefined || time <= end);
}

function namedTime(query: URLSearchParams, parameter: string, called: string): Date | undefined {
  const text = query.get(parameter) ?? '';
  if (text === '') return undefined;
  try {
    return parseTime(text);
  } catch (error) {
    throw new RangeError(`Invalid '${called}' value: ${messageOf(error)}`);
  }
}

/** A moment as RFC 3339, a day, or a distance from now as `-5d` or `+1h30m`. */
function parseTime(text: string): Date {
  if (/^[+-]/.test(text)) return new Date(Date.now() + durationMs(text.toLowerCase()));
  const whole = text.includes('T') ? text : `${text}T00:00:00Z`;
  const time = RFC_3339.test(whole) ? new Date(whole) : undefined;
  if (time !== undefined && !Number.isNaN(time.getTime())) return time;
  throw new RangeError(
    `Failed to parse time based on RFC3339: parsing time ${JSON.stringify(whole)} as "2006-01-02T15:04:05Z07:00"`,
  );
}

function durationMs(text: string): number {
  if (text.endsWith('y')) {
    throw new RangeError(`Invalid time format, year (y) is not supported, please check: ${text}`);
  }
  if (!DURATION.test(text)) {
    const reason = /\d$/.test(text) ? 'missing unit in duration' : 'invalid duration';
    throw new RangeError(`Failed to parse duration: time: ${reason} ${JSON.stringify(text)}`);
  }
  const parts = [...text.matchAll(PART)];
  const total = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNIT_MS[unit] ?? 0), 0);
  return text.startsWith('-') ? -total : total;
}
