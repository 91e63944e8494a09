import type { DomainError } from '@scrip/model';

/** Details of refusals that are numbers, in words. */
const BOUNDS: Readonly<Record<string, (value: string) => string>> = {
  depthMax: (value) => `at most ${value} levels`,
  sizeMax: (value) => `at most ${value} rules`,
  itemsMax: (value) => `at most ${value} of them`,
  charactersMax: (value) => `at most ${value} characters`,
  scaleMax: (value) => `at most ${value} digits behind the point`,
  lowest: (value) => `at least ${value}`,
  highest: (value) => `at most ${value}`,
};

/** Parts of an identifier that can be wrong. */
const PARTS: ReadonlySet<string> = new Set([
  'form',
  'check digit',
  'check digits',
  'check character',
  'category',
  'group',
]);

const PERCENTAGE = 'a percentage from 0% to 100% with a point before its fraction is expected here, such as 66.67%';

/** What the model refuses, in words: what is wrong, and what it must be. */
export function refusalInWords({ code, message, details }: DomainError): string {
  const happened = message.split(/\.(?= )/)[0] ?? '';
  const { rule } = details;
  if (code === 'AMOUNT_INVALID' && details['lowest'] === '0' && details['highest'] === '100') return PERCENTAGE;
  if (code === 'FIELD_INVALID' && typeof rule === 'string') return `this must be ${rule}`;
  // of an identifier it is said which part is wrong, never which would be right
  if (typeof rule === 'string') return `${happened}: ${PARTS.has(rule) ? 'look at its' : 'it must be'} ${rule}`;
  const bounds = Object.entries(details).flatMap(([name, value]) => BOUNDS[name]?.(String(value)) ?? []);
  return bounds.length === 0 ? happened : `${happened}: ${bounds.join(', ')}`;
}
