import type { EvidenceDue, EvidenceReply } from '@scrip/gateway-api';
import { businessDate, EVIDENCE_KINDS, evidenceId, lei } from '@scrip/model';
import { anyText, argument, by, option, required, requiredChoice } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { asOfLine, done, proposed, showList } from '../output/shows.js';
import { table } from '../output/table.js';
import { ISIN } from './securities.js';

const ID = argument('evidence', 'id of the evidence', by(evidenceId));

const publish = verb({
  name: 'publish',
  kind: 'proposal',
  summary: 'Propose to show what stands behind a security (the notary of its title, else its registrar)',
  example: 'DE0007236101 receipt-2026 --kind vault-receipt --issued-on 2026-11-20 --document receipt.pdf',
  args: { isin: ISIN, evidence: ID },
  options: {
    kind: requiredChoice('--kind <kind>', 'what it is', EVIDENCE_KINDS),
    document: required('--document <file>', 'the document, with a salt in it; its hash is sent', anyText),
    issuer: option('--issuer <lei>', 'who made the document (else who publishes it)', by(lei)),
    issuedOn: required('--issued-on <date>', 'when it was issued', by(businessDate)),
    validUntil: option('--valid-until <date>', 'last day on which it holds by its own words', by(businessDate)),
  },
  run: async (call, { isin, evidence, kind, document, issuer, issuedOn, validUntil }) => {
    const body = stated({
      ...{ evidenceId: evidence, kind, document: digestOfFile(document), issuer, issuedOn, validUntil },
    });
    const signed = await call.signed('evidence:publish', { ...body, isin });
    return proposed(await call.client.evidence.publish(isin, body, signed));
  },
});

const revoke = verb({
  name: 'revoke',
  kind: 'command',
  summary: 'Take evidence back: it counts no longer (who published it)',
  example: 'DE0007236101 receipt-2026',
  args: { isin: ISIN, evidence: ID },
  options: {},
  run: async (call, { isin, evidence }) =>
    done(await call.client.evidence.revoke(isin, evidence, call.command), `${evidence} counts no longer.`),
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show what stands behind a security: what is demanded, how it stands with it, and what was shown',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) => {
    const reply = await call.client.evidence.behind(isin, call.channel);
    const demands = table(
      [
        { heading: 'demanded', cell: (row: EvidenceReply['demands'][number]) => row.kind },
        { heading: 'every months', cell: ({ everyMonths }) => everyMonths, isNumber: true },
        { heading: 'good until', cell: ({ goodUntil }) => goodUntil },
        { heading: 'stale', cell: ({ isStale }) => (isStale ? 'yes' : 'no') },
      ],
      reply.demands,
    );
    const shown = table(
      [
        { heading: 'evidence', cell: (row: EvidenceReply['items'][number]) => row.evidenceId },
        { heading: 'kind', cell: ({ kind }) => kind },
        { heading: 'issued', cell: ({ issuedOn }) => issuedOn },
        { heading: 'until', cell: ({ validUntil }) => validUntil },
        { heading: 'revoked', cell: ({ revoked }) => revoked?.on },
      ],
      reply.items,
    );
    const sum = reply.transfersSuspended ? 'Transfers wait for evidence.' : 'Nothing waits for evidence.';
    return { reply, lines: [sum, '', ...demands, '', ...shown, '', asOfLine(reply.asOf)] };
  },
});

const due = verb({
  name: 'due',
  kind: 'read',
  summary: 'List what must be shown anew within so many days, of all securities',
  example: '--within 60',
  args: {},
  options: { within: option('--within <days>', 'calendar days ahead (else 30)', anyText) },
  run: async (call, { within }) =>
    showList(
      await call.client.evidence.due(stated({ ...call.channel, within })),
      [
        { heading: 'isin', cell: (row: EvidenceDue['items'][number]) => row.isin },
        { heading: 'kind', cell: ({ kind }) => kind },
        { heading: 'good until', cell: ({ goodUntil }) => goodUntil ?? 'missing' },
        { heading: 'newest', cell: ({ evidence }) => evidence?.evidenceId },
      ],
      'Nothing is due.',
    ),
});

/** What stands behind securities. */
export const EVIDENCE: Noun = {
  name: 'evidence',
  summary: 'Evidence of what stands behind securities',
  verbs: [publish, revoke, show, due],
};
