import type { NewClaim } from '@scrip/gateway-api';
import { businessDate, claimId, claimType, isin, mspId, partyId, PROCESSING_BASES } from '@scrip/model';
import { anyText, argument, by, choice, option, required, several, wholeNumber } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption, digestOfFile, stated } from '../input/body.js';
import { done, joined, showList, showRecord } from '../output/shows.js';
import { PARTY } from './party.js';

const CLAIM = argument('claim', 'id of the claim', by(claimId));
const SECURITY = option('--isin <isin>', 'what it is worth at this security (else for the network)', by(isin));

const issueOptions = {
  subject: option('--subject <party>', 'whom the claim is about', by(partyId)),
  type: option('--type <type>', 'what it is about, such as accredited-investor', by(claimType)),
  value: option('--value <code>', 'a code that goes with the type; never personal', anyText),
  securities: several('--isin <isin>', 'a security for which it counts; else all of the channel', by(isin)),
  validFrom: option('--valid-from <date>', 'first day (else the business date)', by(businessDate)),
  validUntil: option('--valid-until <date>', 'last day', by(businessDate)),
  graceDays: option('--grace-days <n>', 'days after the last one in which it still counts', wholeNumber),
  findings: option('--findings <text>', 'what was found; stays with this organisation', anyText),
  documents: several('--document <file>', 'a document that shows it; only its SHA-256 is kept', digestOfFile),
  retention: option('--retention <purpose>', 'what the findings are kept for (else onboarding)', anyText),
  basis: choice('--basis <basis>', 'on which basis they are kept (else contract)', PROCESSING_BASES),
  body: bodyOption,
};

const issue = verb({
  name: 'issue',
  kind: 'command',
  summary: 'State something about a party; this organisation is the claim issuer',
  example:
    '--subject PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --type accredited-investor --valid-until 2027-11-30 --findings "net worth seen"',
  args: {},
  options: issueOptions,
  run: async (call, given) => {
    const body = await bodyOf<NewClaim, typeof given, 'subject' | 'type' | 'validUntil' | 'findings'>(
      ...([call, given, issueOptions, ['subject', 'type', 'validUntil', 'findings']] as const),
      async (stating) => {
        const { subject, type, value, securities, validUntil, graceDays, findings, documents } = stating;
        const validFrom = stating.validFrom ?? (await call.businessDate());
        const retention = { purpose: stating.retention ?? 'onboarding', basis: stating.basis ?? 'contract' };
        return stated({
          ...{ subject, type, value, validFrom, validUntil, graceDays },
          securities: securities.length === 0 ? undefined : [...securities],
          details: { findings, documents: [...documents], retention },
        });
      },
    );
    const reply = await call.client.claims.make(body, call.command);
    return done(reply, `Claim ${reply.claimId} is published.`);
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the claims about a party and what each is worth now',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --isin DE0007236101',
  args: { party: PARTY },
  options: { isin: SECURITY },
  run: async (call, given) => {
    const reply = await call.client.claims.ofParty(given.party, stated({ ...call.channel, isin: given.isin }));
    const { lines } = showList(
      { asOf: reply.asOf, items: reply.claims },
      [
        { heading: 'type', cell: ({ type }) => type },
        { heading: 'value', cell: ({ value }) => value },
        { heading: 'issuer', cell: ({ issuer }) => issuer },
        { heading: 'status', cell: ({ status }) => status },
        { heading: 'from', cell: ({ validFrom }) => validFrom },
        { heading: 'until', cell: ({ validUntil }) => validUntil },
        { heading: 'securities', cell: ({ securities }) => joined(securities ?? []) ?? 'all' },
        { heading: 'claim', cell: (claim) => claim.claimId },
      ],
      'There are no claims about it.',
    );
    return { reply, lines };
  },
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a claim and what it is worth now',
  example: '0'.repeat(64),
  args: { claim: CLAIM },
  options: { isin: SECURITY },
  run: async (call, given) => {
    const reply = await call.client.claims.get(given.claim, stated({ ...call.channel, isin: given.isin }));
    const { claim } = reply;
    return showRecord(reply, [
      ['claim', claim.claimId],
      ['subject', claim.subject],
      ['type', claim.type],
      ['value', claim.value],
      ['issuer', claim.issuer],
      ['status', claim.status],
      ['valid', `from ${claim.validFrom} until ${claim.validUntil}, days of grace: ${claim.graceDays}`],
      ['securities', joined(claim.securities ?? []) ?? 'all'],
      ['published', claim.publishedOn],
      ['revoked', claim.revokedOn],
    ]);
  },
});

const revoke = verb({
  name: 'revoke',
  kind: 'command',
  summary: 'Revoke a claim that this organisation issued; it counts no more at once',
  example: '0'.repeat(64),
  args: { claim: CLAIM },
  options: {},
  run: async (call, { claim }) => {
    const reply = await call.client.claims.revoke(claim, call.command);
    const told = reply.announced ? 'The channel was told.' : 'The channel was not told; it counts all the same.';
    return done(reply, `Claim ${claim} is revoked. ${told}`);
  },
});

const details = verb({
  name: 'details',
  kind: 'read',
  summary: 'Show what stands behind a claim of this organisation; the reading is logged',
  example: `${'0'.repeat(64)} --purpose "yearly review"`,
  args: { claim: CLAIM },
  options: { purpose: required('--purpose <text>', 'what it is read for; logged', anyText) },
  run: async (call, { claim, purpose }) => {
    const reply = await call.client.claims.details(claim, purpose, call.channel);
    const { findings, documents, retention } = reply.details;
    return showRecord(reply, [
      ['claim', reply.claimId],
      ['findings', findings],
      ['documents', documents],
      ['kept for', `${retention.purpose} (${retention.basis})`],
    ]);
  },
});

const eraseDetails = verb({
  name: 'erase-details',
  kind: 'command',
  summary: 'Erase what stands behind a claim, when the time for which it is kept is over',
  example: '0'.repeat(64),
  args: { claim: CLAIM },
  options: {},
  run: async (call, { claim }) =>
    done(await call.client.claims.eraseDetails(claim, call.command), `The details of claim ${claim} are erased.`),
});

const statusList = verb({
  name: 'status-list',
  kind: 'read',
  summary: 'Print the revoked claims of a claim issuer, to be checked away from the ledger',
  example: 'DeltaMSP',
  args: { msp: argument('msp', 'MSP id of the claim issuer', by(mspId)) },
  options: {},
  run: async (call, { msp }) => {
    const reply = await call.client.claims.statusList(msp, call.channel);
    return showRecord(reply, [
      ['issuer', reply.issuer],
      ['bits', reply.status_list.bits],
      ['list', reply.status_list.lst],
    ]);
  },
});

/** What is stated about parties. */
export const CLAIMS: Noun = {
  name: 'claims',
  summary: 'Claims about parties: issued, listed, revoked',
  verbs: [issue, list, show, revoke, details, eraseDetails, statusList],
};
