import type { Mandates } from '@scrip/gateway-api';
import { mandateId, partyId, units } from '@scrip/model';
import { argument, by, required, several } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { signedBy, SIGNER_OPTIONS } from '../input/signing.js';
import { asOfLine, done, proposed, showRecord } from '../output/shows.js';
import { facts, table } from '../output/table.js';
import { DOCUMENT, MANDATE_OPTIONS, termsOf } from './mandate-terms.js';
import { appointOfficer, dismissOfficer } from './officers.js';
import { ruleText } from './rule-text.js';
import { ISIN } from './securities.js';

const PRINCIPAL = argument('party', 'id of the party that is acted for', by(partyId));
const MANDATE = argument('mandate', 'id of the mandate', by(mandateId));

const grant = verb({
  name: 'grant',
  kind: 'command',
  summary: 'Let others act for a party, signed by its keys',
  example:
    'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id poa-2026 --agent PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --up-to-units 1000 --key mara.pem',
  args: { party: PRINCIPAL },
  options: { ...MANDATE_OPTIONS, ...SIGNER_OPTIONS },
  run: async (call, given) => {
    const act = await termsOf(call, given);
    const signed = { ...act, principal: given.party };
    const authorisation = await signedBy(call, given, given.party, 'mandate:grant', signed);
    const reply = await call.client.mandates.grant(given.party, { act, authorisation }, call.command);
    return done(reply, `Mandate ${reply.mandateId} of ${reply.principal}: ${ruleText(act.rule)}.`);
  },
});

const appoint = verb({
  name: 'appoint',
  kind: 'proposal',
  summary: 'Propose who acts for a party by law or order of a court',
  example:
    'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --id guardian-1 --agent PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --document order.pdf',
  args: { party: PRINCIPAL },
  options: { ...MANDATE_OPTIONS, document: DOCUMENT },
  run: async (call, given) => {
    const body = { ...(await termsOf(call, given)), document: given.document };
    const options = await call.signed('mandate:appoint', { ...body, principal: given.party });
    return proposed(await call.client.mandates.appoint(given.party, body, options));
  },
});

const revoke = verb({
  name: 'revoke',
  kind: 'command',
  summary: 'End a mandate, signed by the party that gave it',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 poa-2026 --key mara.pem',
  args: { party: PRINCIPAL, mandate: MANDATE },
  options: SIGNER_OPTIONS,
  run: async (call, given) => {
    const { party, mandate } = given;
    const authorisation = await signedBy(call, given, party, 'mandate:revoke', {
      principal: party,
      mandateId: mandate,
    });
    const reply = await call.client.mandates.revoke(party, mandate, { authorisation }, call.command);
    return done(reply, `Mandate ${mandate} of ${party} has ended.`);
  },
});

const resign = verb({
  name: 'resign',
  kind: 'command',
  summary: 'Lay a mandate down, signed by the agent',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 poa-2026 --agent PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --key agent.pem',
  args: { party: PRINCIPAL, mandate: MANDATE },
  options: { agent: required('--agent <party>', 'who lays it down', by(partyId)), ...SIGNER_OPTIONS },
  run: async (call, given) => {
    const { party, mandate, agent } = given;
    const act = { principal: party, mandateId: mandate, agent };
    const authorisation = await signedBy(call, given, agent, 'mandate:resign', act);
    const reply = await call.client.mandates.resign(party, mandate, { agent, authorisation }, call.command);
    return done(reply, `${agent} no longer acts under mandate ${mandate} of ${party}.`);
  },
});

const withdraw = verb({
  name: 'withdraw',
  kind: 'command',
  summary: 'End an appointment (the organisation that entered it)',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 guardian-1',
  args: { party: PRINCIPAL, mandate: MANDATE },
  options: {},
  run: async (call, { party, mandate }) =>
    done(
      await call.client.mandates.withdraw(party, mandate, call.command),
      `Appointment ${mandate} of ${party} has ended.`,
    ),
});

type GivenMandate = Mandates['mandates'][number];

const stateOf = ({ endedOn, validUntil, validFrom }: GivenMandate): string => {
  if (endedOn !== undefined) return `ended ${endedOn}`;
  return `from ${validFrom}${validUntil === undefined ? '' : ` until ${validUntil}`}`;
};

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List who acts for a party: mandates, those that have ended too, and officers',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PRINCIPAL },
  options: {},
  run: async (call, { party }) => {
    const reply = await call.client.mandates.of(party, call.channel);
    const mandates = table(
      [
        { heading: 'mandate', cell: (mandate) => mandate.mandateId },
        { heading: 'origin', cell: ({ origin }) => origin },
        { heading: 'when', cell: stateOf },
        { heading: 'who acts', cell: ({ rule }) => ruleText(rule) },
      ],
      reply.mandates,
    );
    const officers = table(
      [
        { heading: 'office', cell: ({ office }) => office },
        { heading: 'party', cell: (officer) => officer.party },
        { heading: 'from', cell: ({ validFrom }) => validFrom },
        { heading: 'until', cell: ({ validUntil }) => validUntil },
      ],
      reply.officers,
    );
    return {
      reply,
      lines: [
        ...(reply.mandates.length === 0 ? ['Nobody has a mandate.'] : mandates),
        ...(reply.officers.length === 0 ? [] : ['', ...officers]),
        ...['', asOfLine(reply.asOf)],
      ],
    };
  },
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a mandate of a party',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 poa-2026',
  args: { party: PRINCIPAL, mandate: MANDATE },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.mandates.get(given.party, given.mandate, call.channel);
    const { mandate } = reply;
    return showRecord(reply, [
      ['party', mandate.principal],
      ['mandate', mandate.mandateId],
      ['who acts', ruleText(mandate.rule)],
      ['origin', `${mandate.origin}, entered ${mandate.enteredOn} by ${mandate.enteredBy}`],
      ['when', stateOf(mandate)],
      ['resigned', mandate.resigned],
      ['document', mandate.document],
    ]);
  },
});

const mayAct = verb({
  name: 'may-act',
  kind: 'read',
  summary: 'Ask whether parties together may instruct a transfer for another one, and by which way',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 DE0007236101 --units 100 --by PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A',
  args: { party: PRINCIPAL, isin: ISIN },
  options: {
    units: required('--units <n>', 'whole units of the transfer', by(units)),
    signers: several('--by <party>', 'who would sign; nobody: whether the custodian may', by(partyId)),
  },
  run: async (call, given) => {
    const { party, isin: of, units: amount, signers } = given;
    const reply = await call.client.mandates.mayAct(party, { isin: of, units: amount, signers }, call.channel);
    const ways = reply.ways.map(
      ({ by: way, allowed, reason }) => [way, allowed ? 'yes' : `no (${reason ?? 'not allowed'})`] as const,
    );
    const sum = reply.allowed ? 'Yes, they may.' : `No: ${reply.reason ?? 'no way allows it'}.`;
    return { reply, lines: [sum, ...facts(ways), '', asOfLine(reply.asOf)] };
  },
});

/** Who acts for whom. */
export const MANDATES: Noun = {
  name: 'mandates',
  summary: 'Who acts for whom: mandates, appointments, offices',
  verbs: [grant, appoint, list, show, mayAct, revoke, resign, withdraw, appointOfficer, dismissOfficer],
};
