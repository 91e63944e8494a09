import type { NewExemption } from '@scrip/gateway-api';
import { businessDate, compliance, partyId } from '@scrip/model';
import { anyText, argument, by, choice, option } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption, digestOfFile, stated } from '../input/body.js';
import { done, proposed, showList } from '../output/shows.js';
import { ISIN } from './securities.js';

const EXEMPTION = argument('exemption', 'id of the exemption', anyText);
const PARTY = argument('party', 'id of the party', by(partyId));

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List who is exempt from which rules of a security',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) =>
    showList(
      await call.client.compliance.exemptions(isin, call.channel),
      [
        { heading: 'exemption', cell: ({ exemptionId }) => exemptionId },
        { heading: 'party', cell: ({ party }) => party },
        { heading: 'rule', cell: ({ rule }) => rule },
        { heading: 'reason', cell: ({ reason }) => reason },
        { heading: 'by', cell: ({ grantedBy }) => grantedBy },
        { heading: 'until', cell: ({ validUntil, endedOn }) => endedOn ?? validUntil },
      ],
      'Nobody is exempt.',
    ),
});

const grantOptions = {
  party: option('--party <party>', 'who is exempt', by(partyId)),
  rule: option('--rule <rule>', 'name and version of the rule, such as heldFor@1', by(compliance.ruleName)),
  reason: choice('--reason <reason>', 'why', compliance.EXEMPTION_REASONS),
  until: option('--until <date>', 'last business date on which it counts', by(businessDate)),
  document: option('--document <file>', 'the document that gives it, with a salt in it; its hash is sent', anyText),
  body: bodyOption,
};

const grant = verb({
  name: 'grant',
  kind: 'proposal',
  summary: 'Propose to exempt a party from a rule for a time (issuer of the security; regulator)',
  example:
    'DE0007236101 relief-1 --party PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --rule heldFor@1 --reason relief --until 2027-01-29',
  args: { isin: ISIN, exemption: EXEMPTION },
  options: grantOptions,
  run: async (call, given) => {
    const terms = await bodyOf<Omit<NewExemption, 'exemptionId'>, typeof given, 'party' | 'rule' | 'reason' | 'until'>(
      ...([call, given, grantOptions, ['party', 'rule', 'reason', 'until']] as const),
      ({ party, rule, reason, until, document }) =>
        stated({
          ...{ party, rule, reason, validUntil: until },
          document: document === undefined ? undefined : digestOfFile(document),
        }),
    );
    const body = { ...terms, exemptionId: given.exemption };
    const signed = await call.signed('compliance:exempt', { ...body, isin: given.isin });
    return proposed(await call.client.compliance.exempt(given.isin, body, signed));
  },
});

const end = verb({
  name: 'end',
  kind: 'command',
  summary: 'End an exemption before its time (issuer of the security; regulator)',
  example: 'DE0007236101 PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 relief-1',
  args: { isin: ISIN, party: PARTY, exemption: EXEMPTION },
  options: {},
  run: async (call, { isin, party, exemption }) => {
    const reply = await call.client.compliance.endExemption(isin, { party, exemptionId: exemption }, call.command);
    return done(reply, `The exemption ${exemption} has ended.`);
  },
});

/** Who is exempt from which rules. */
export const EXEMPTIONS: Noun = {
  name: 'exemptions',
  summary: 'Who is exempt from which rules of a security',
  verbs: [list, grant, end],
};
