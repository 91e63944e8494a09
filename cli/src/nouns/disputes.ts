import type { DisputeList } from '@scrip/gateway-api';
import {
  businessDate,
  DISPUTE_DECISIONS,
  DISPUTE_GROUNDS,
  DISPUTE_STATES,
  disputeId,
  entryId,
  partyId,
} from '@scrip/model';
import { authorise } from '@scrip/signing';
import { anyText, argument, by, choice, option, required, requiredChoice } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { done, proposed, showList, showRecord } from '../output/shows.js';
import { BASIS } from './legal-basis.js';
import { ISIN } from './securities.js';

const DISPUTE = argument('dispute', 'id of the dispute', by(disputeId));
const named = { isin: ISIN, dispute: DISPUTE };

const raise = verb({
  name: 'raise',
  kind: 'proposal',
  summary: 'Propose to object to a transfer that is final (who has a part in it, or its sender by signature)',
  example: `DE0007236101 d-1 --entry ${'0'.repeat(64)}/0 --on 2026-11-20 --ground fraud --document reasons.pdf`,
  args: named,
  options: {
    entry: required('--entry <entry>', 'the entry of the transfer', by(entryId)),
    on: required('--on <date>', 'business date of the entry', by(businessDate)),
    ground: requiredChoice('--ground <ground>', 'why', DISPUTE_GROUNDS),
    document: required('--document <file>', 'the reasons, with a salt in it; the hash is sent', anyText),
    sender: option('--sender <party>', 'the sender, where it signs', by(partyId)),
    ...SIGNER_OPTIONS,
  },
  run: async (call, given) => {
    const { isin, dispute, entry, on, ground, document, sender } = given;
    const asked = { disputeId: dispute, about: { entry, on }, ground, document: digestOfFile(document) };
    const authorisation =
      sender === undefined
        ? undefined
        : await authorise(
            await call.ledgerName(),
            { purpose: 'dispute:raise', body: { ...asked, isin } },
            await validityOf(call, given),
            signing(sender, given),
          );
    const options = await call.signed('dispute:raise', stated({ act: { ...asked, isin }, authorisation }));
    return proposed(await call.client.disputes.raise(isin, stated({ ...asked, authorisation }), options));
  },
});

const agree = verb({
  name: 'agree',
  kind: 'command',
  summary: 'State which decision a party of the transfer wants (its custodian, or with its signature)',
  example: 'DE0007236101 d-1 --party PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --decision upheld',
  args: named,
  options: {
    party: required('--party <party>', 'sender or receiver of the transfer', by(partyId)),
    decision: requiredChoice('--decision <decision>', 'which it wants', DISPUTE_DECISIONS),
    ...SIGNER_OPTIONS,
  },
  run: async (call, given) => {
    const { isin, dispute, party, decision } = given;
    const act = { isin, disputeId: dispute, party, decision };
    const isSigned = given.key !== undefined || given.signers.length > 0;
    const authorisation = isSigned
      ? await authorise(
          await call.ledgerName(),
          { purpose: 'dispute:agree', body: act },
          await validityOf(call, given),
          signing(party, given),
        )
      : undefined;
    const body = stated({ party, decision, authorisation });
    return done(await call.client.disputes.agree(isin, dispute, body, call.command), `${party} wants it ${decision}.`);
  },
});

const decide = verb({
  name: 'decide',
  kind: 'proposal',
  summary: 'Propose to decide a dispute (registrar, where both parties want it; regulator)',
  example: 'DE0007236101 d-1 --decision upheld --basis administrative-order --document order.pdf',
  args: named,
  options: { decision: requiredChoice('--decision <decision>', 'how', DISPUTE_DECISIONS), ...BASIS },
  run: async (call, { isin, dispute, decision, basis, document }) => {
    const body = { decision, basis, document: digestOfFile(document) };
    const signed = await call.signed('dispute:decide', { ...body, isin, disputeId: dispute });
    return proposed(await call.client.disputes.decide(isin, dispute, body, signed));
  },
});

const withdraw = verb({
  name: 'withdraw',
  kind: 'command',
  summary: 'Take an objection back: the units are free (who raised it)',
  example: 'DE0007236101 d-1',
  args: named,
  options: {},
  run: async (call, { isin, dispute }) =>
    done(await call.client.disputes.withdraw(isin, dispute, call.command), `${dispute} was taken back.`),
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List disputes over transfers of a security',
  example: 'DE0007236101 --state open',
  args: { isin: ISIN },
  options: {
    state: choice('--state <state>', 'only those that stand so', DISPUTE_STATES),
    holder: option('--holder <party>', 'only those over units of a holder', by(partyId)),
    ...PAGE_OPTIONS,
  },
  run: async (call, given) => {
    const only = stated({ state: given.state, holder: given.holder });
    const reply = await pages(call, given, (options) => call.client.disputes.list(given.isin, { ...options, ...only }));
    return showList(
      reply,
      [
        { heading: 'dispute', cell: (row: DisputeList['items'][number]) => row.disputeId },
        { heading: 'state', cell: ({ state }) => state },
        { heading: 'ground', cell: ({ ground }) => ground },
        { heading: 'by', cell: ({ raisedBy }) => raisedBy },
        { heading: 'on', cell: ({ raisedOn }) => raisedOn },
        { heading: 'holder', cell: ({ holderId }) => holderId },
        { heading: 'units', cell: ({ units }) => units, isNumber: true },
      ],
      'There are no disputes.',
    );
  },
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a dispute',
  example: 'DE0007236101 d-1',
  args: named,
  options: {},
  run: async (call, { isin, dispute: id }) => {
    const reply = await call.client.disputes.get(isin, id, call.channel);
    const { about, agreements, decided, correctedBy, ...shown } = reply.dispute;
    return showRecord(reply, [
      ['dispute', shown.disputeId],
      ['state', shown.state],
      ['ground', shown.ground],
      ['transfer', `${about.entry} of ${about.on}`],
      ['raised', `${shown.raisedOn} by ${shown.raisedBy} as ${shown.raisedAs}`],
      ['until', shown.state === 'open' ? shown.until : undefined],
      ['from', shown.fromHolderId],
      ['holder', shown.holderId],
      ['units', shown.units],
      ...agreements.map((each): [string, string] => ['wanted', `${each.decision} by ${each.party}`]),
      ['decided', decided && `${decided.on} by ${decided.by} (${decided.basis})`],
      ['ended', shown.endedOn],
      ['corrected by', correctedBy && `${correctedBy.entry} of ${correctedBy.on}`],
    ]);
  },
});

/** Disputes over transfers that are final. */
export const DISPUTES: Noun = {
  name: 'disputes',
  summary: 'Disputes over transfers that are final',
  verbs: [raise, agree, decide, withdraw, list, show],
};
