import { RULES } from '../catalogue.js';
import { cited, type Expression } from '../expression.js';

/** The paragraphs that make a company private. */
export interface PrivateCompanyLaw {
  /** That its articles restrict the transfer of its shares. */
  readonly restriction: string;
  /** That it has at most fifty members, its employees not counted. */
  readonly members: string;
}

/** What keeps a company private, for subscriptions and for transfers: whoever would be one too many is not registered. */
export function privateCompany(law: PrivateCompanyLaw): Readonly<Record<'subscribe' | 'transfer', Expression[]>> {
  const members = cited(
    law.members,
    RULES.holdersAtMost({ count: 50, scope: 'security', of: { without: 'employee-member' } }),
  );
  return { subscribe: [members], transfer: [members, cited(law.restriction, RULES.approvedBy({ role: 'issuer' }))] };
}
