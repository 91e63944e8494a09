import type { Brand } from '../brand.js';
import { DomainError } from '../errors/domain-error.js';
import { checked, type Reader } from '../serialisation/reader.js';

/** Classification of financial instruments code (ISO 10962): category, group and four attributes, one letter each. */
export type Cfi = Brand<string, 'Cfi'>;

/** Groups of each category (ISO 10962:2021). Attributes depend on the group; here they need only be letters. */
const GROUPS: Readonly<Record<string, string>> = {
  E: 'SPCFLDYM', // equities
  C: 'IHBESFPM', // collective investment vehicles
  D: 'BCWTSEGANDYM', // debt instruments
  R: 'ASPWFDM', // entitlements (rights)
  O: 'CPM', // listed options
  F: 'FC', // futures
  S: 'RTECFM', // swaps
  H: 'RTECFM', // non-listed and complex listed options
  I: 'FT', // spot
  J: 'EFCRT', // forwards
  K: 'RTECFYM', // strategies
  L: 'LRS', // financing
  T: 'CTRIBDM', // referential instruments
  M: 'CM', // others
};

const CFI = /^([A-Z])([A-Z])[A-Z]{4}$/;

/**
 * Checks a CFI code: form, category and group.
 *
 * @throws DomainError CFI_INVALID with the rule that fails
 */
export function parseCfi(text: string): Cfi {
  const [, category, group] = CFI.exec(text) ?? [];
  if (category === undefined || group === undefined) throw new DomainError('CFI_INVALID', { rule: 'form' });
  const groups = Object.hasOwn(GROUPS, category) ? GROUPS[category] : undefined;
  if (groups === undefined) throw new DomainError('CFI_INVALID', { rule: 'category' });
  if (!groups.includes(group)) throw new DomainError('CFI_INVALID', { rule: 'group' });
  return text as Cfi;
}

/** Reader of {@link parseCfi}. */
export const cfi: Reader<Cfi> = checked(parseCfi);
