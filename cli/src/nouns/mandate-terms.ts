import type { NewAppointment, SignedMandate } from '@scrip/gateway-api';
import { businessDate, isin, mandateId, officeName, partyId, units } from '@scrip/model';
import type { Call } from '../command/call.js';
import { anyText, by, option, required, several } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { digestOfFile, readJson, stated } from '../input/body.js';

type Rule = SignedMandate['act']['rule'];

/** What a mandate says: id, rule, days. */
export const MANDATE_OPTIONS = {
  id: required('--id <id>', 'id of the mandate, unique for the party', by(mandateId)),
  agent: option('--agent <party>', 'who acts alone', by(partyId)),
  office: option('--office <name>', 'whoever holds this office acts alone', by(officeName)),
  upTo: option('--up-to-units <n>', 'for at most so many units an act', by(units)),
  securities: several('--isin <isin>', 'only in this security', by(isin)),
  rule: option('--rule <file>', 'any other rule as JSON, such as two directors jointly', anyText),
  from: option('--from <date>', 'first business date (else today’s)', by(businessDate)),
  until: option('--until <date>', 'last business date', by(businessDate)),
};

interface TermsGiven {
  readonly id: string;
  readonly agent: string | undefined;
  readonly office: string | undefined;
  readonly upTo: string | undefined;
  readonly securities: readonly string[];
  readonly rule: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** The rule: of a file, or the simple one that options say. */
async function ruleOf(call: Call, { agent, office, upTo, securities, rule }: TermsGiven): Promise<Rule> {
  const simple = [agent, office].filter((each) => each !== undefined).length;
  if (simple + (rule === undefined ? 0 : 1) !== 1) {
    throw new UsageError('say who acts: one of --agent, --office or --rule FILE');
  }
  if (rule !== undefined) return readJson<Rule & object>(rule, call);
  const who: Rule = agent !== undefined ? { is: 'agent', party: agent } : { is: 'holderOf', office: office ?? '' };
  const bounded: Rule = upTo === undefined ? who : { is: 'upTo', bound: { units: upTo }, rule: who };
  return securities.length === 0 ? bounded : { is: 'forSecurities', securities: [...securities], rule: bounded };
}

/** The terms as they are signed. */
export async function termsOf(call: Call, given: TermsGiven): Promise<Omit<NewAppointment, 'document'>> {
  const validFrom = given.from ?? (await call.businessDate());
  return stated({ mandateId: given.id, rule: await ruleOf(call, given), validFrom, validUntil: given.until });
}

/** The document behind an appointment. */
export const DOCUMENT = required(
  '--document <file>',
  'the document that shows it; only its SHA-256 is sent',
  digestOfFile,
);
