import type { ExchangeList, ExchangeVerdict } from '@scrip/gateway-api';
import { exchangeId, exchangeRequest, isin, partyId, units } from '@scrip/model';
import { authorise } from '@scrip/signing';
import { by, required, several } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { asOfLine, proposed, showList } from '../output/shows.js';
import { table } from '../output/table.js';
import { ISIN } from './securities.js';

const ASKED = {
  into: required('--into <isin>', 'the security of which units are got', by(isin)),
  holder: required('--holder <party>', 'whose units', by(partyId)),
  units: required('--units <n>', 'whole units that are given', by(units)),
  designation: several('--designation <party>', 'sub-account of a nominee, owner last', by(partyId)),
};

const propose = verb({
  name: 'propose',
  kind: 'proposal',
  summary: 'Propose to exchange units for those of another security, by the word of their holder (its custodian)',
  example:
    'US5949181045 --into US0378331005 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --units 100 --exchange-id x-1 --key mara.pem',
  args: { isin: ISIN },
  options: {
    ...ASKED,
    exchangeId: required('--exchange-id <id>', 'used once for a holding', by(exchangeId)),
    ...SIGNER_OPTIONS,
  },
  run: async (call, given) => {
    const { isin: of, into: intoIsin, holder: holderId, units: amount, designation } = given;
    const chain = designation.length === 0 ? undefined : [...designation];
    const asked = stated({ intoIsin, holderId, designation: chain, exchangeId: given.exchangeId, units: amount });
    const act = exchangeRequest({ ...asked, isin: of }, '');
    const isSigned = given.key !== undefined || given.signers.length > 0;
    const authorisation = isSigned
      ? await authorise(
          await call.ledgerName(),
          { purpose: 'register:exchange', body: act },
          await validityOf(call, given),
          signing(holderId, given),
        )
      : undefined;
    const body = stated({ ...asked, authorisation });
    const options = await call.signed('register:exchange', stated({ act: { ...asked, isin: of }, authorisation }));
    return proposed(await call.client.registrar.exchange(of, body, options));
  },
});

const linesOf = (title: string, said: ExchangeVerdict['given'] | undefined): readonly string[] => {
  if (said === undefined) return [];
  const ofRules = said.rules.map(({ rule, allowed, reason }) => ({ rule, allowed, reason }));
  const adopted = (said.compliance ?? []).map(({ event, outcome, reasons }) => ({
    rule: `rules to ${event}`,
    allowed: outcome === 'met',
    reason: reasons.join(' '),
  }));
  const columns = [
    { heading: 'rule', cell: (row: (typeof adopted)[number] | (typeof ofRules)[number]) => row.rule },
    { heading: 'allowed', cell: ({ allowed }: { readonly allowed: boolean }) => (allowed ? 'yes' : 'no') },
    { heading: 'reason', cell: ({ reason }: { readonly reason?: string | undefined }) => reason },
  ];
  return ['', title, ...table(columns, [...ofRules, ...adopted])];
};

const verdict = verb({
  name: 'verdict',
  kind: 'read',
  summary: 'Show what every rule of both securities says to an exchange now',
  example: 'US5949181045 --into US0378331005 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --units 100',
  args: { isin: ISIN },
  options: ASKED,
  run: async (call, { isin: of, into: intoIsin, holder: holderId, units: amount, designation }) => {
    const chain = designation.length === 0 ? {} : { designation: designation.join(',') };
    const asked = { intoIsin, holderId, units: amount, ...chain };
    const reply = await call.client.registrar.exchangeVerdict(of, asked, call.channel);
    const got = reply.intoUnits === undefined ? '' : `, for ${reply.intoUnits} units of ${intoIsin}`;
    const sum = reply.allowed ? `It is allowed${got}.` : 'It is not allowed now.';
    const said = [...linesOf(`leaving ${of}`, reply.given), ...linesOf(`coming to ${intoIsin}`, reply.got)];
    return { reply, lines: [sum, ...said, '', asOfLine(reply.asOf)] };
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List exchanges out of a security and into it',
  example: 'US5949181045',
  args: { isin: ISIN },
  options: PAGE_OPTIONS,
  run: async (call, given) => {
    const reply = await pages(call, given, (options) => call.client.registrar.exchanges(given.isin, options));
    return showList(
      reply,
      [
        { heading: 'date', cell: (row: ExchangeList['items'][number]) => row.businessDate },
        { heading: 'holder', cell: ({ holderId }) => holderId },
        { heading: 'given', cell: ({ units: amount }) => amount, isNumber: true },
        { heading: 'of', cell: ({ isin: of }) => of },
        { heading: 'got', cell: ({ intoUnits }) => intoUnits, isNumber: true },
        { heading: 'of', cell: ({ intoIsin }) => intoIsin },
      ],
      'Nothing was exchanged.',
    );
  },
});

/** Exchanges between securities of one issuer. */
export const EXCHANGES: Noun = {
  name: 'exchanges',
  summary: 'Exchanges of units for those of another security of the issuer',
  verbs: [propose, verdict, list],
};
