import { definitions } from '@scrip/model';
import { role } from './places.js';
import { count, percent, period } from './quantities.js';
import { sentence, type SentenceForm } from './sentence-form.js';
import { either, listOf, word } from './slot.js';
import { claimType, text } from './values.js';

const ownership = sentence('ownership');
const privacy = sentence('privacy');
const identity = sentence('identity');
const governance = sentence('governance');

/** How title passes. Whose votes it needs is a sentence of the grammar itself. */
const OWNERSHIP: readonly SentenceForm[] = [
  ownership('automatic', 'votes stand until they are ended', {}, { at: 'protocol.voting', fixed: { by: 'automatic' } }),
  ownership(
    'ballot',
    'vote by ballot {reasons} within {withinDays} business days, silence is {silence}',
    {
      reasons: either('with reasons', 'with reasons for no alone'),
      withinDays: count,
      silence: word('no', 'yes'),
    },
    { at: 'protocol.voting', fixed: { by: 'ballot' } },
  ),
  ownership(
    'events while pending',
    'meanwhile {eventsWhilePending} has income and votes',
    { eventsWhilePending: word('seller', 'buyer') },
    { at: 'protocol' },
  ),
  ownership(
    'objection',
    'holder may object within {objectionDays} business days',
    { objectionDays: count },
    { at: 'protocol' },
  ),
  ownership(
    'evidence',
    'evidence {kind} every {everyMonths} months, otherwise transfers wait',
    { kind: word('title-deed', 'vault-receipt', 'audit', 'valuation', 'insurance'), everyMonths: count },
    { at: 'protocol.evidence', isItem: true },
  ),
];

const things = listOf(word(...definitions.SEEN_THINGS), 'and');

/** Who sees what. What nobody is named for, only the parties see. */
const PRIVACY: readonly SentenceForm[] = [
  privacy(
    'sees',
    '{who} sees {what} for {purpose}[ within {within}]',
    { who: role, what: things, purpose: text, within: period },
    { at: 'sees', isItem: true },
  ),
  privacy(
    'opens',
    '{who} may open {what} for {purpose} when {agreedBy} agrees',
    { who: role, what: things, purpose: text, agreedBy: role },
    { at: 'opens', isItem: true },
  ),
  privacy('kept', 'private records are kept for {keptFor}', { keptFor: period }),
];

/** What a party shows. Who acts for it is a sentence of the grammar itself. */
const IDENTITY: readonly SentenceForm[] = [
  identity(
    'shows',
    'shows claim {type}[, renewed every {everyMonths} months]',
    { type: claimType, everyMonths: count },
    { at: 'shows', isItem: true },
  ),
];

/** How members decide. */
const GOVERNANCE: readonly SentenceForm[] = [
  governance(
    'decision',
    '{matter} needs {votesPercent} of votes, quorum {quorumPercent}, within {withinDays} days, in force {delayDays} days later',
    {
      matter: word(...definitions.DECISIONS),
      votesPercent: percent,
      quorumPercent: percent,
      withinDays: count,
      delayDays: count,
    },
    { at: 'decisions', isItem: true },
  ),
  governance(
    'emergency',
    'in an emergency {votesPercent} of votes suffice, and what is done lapses after {lapsesAfterDays} days',
    { votesPercent: percent, lapsesAfterDays: count },
    { at: 'emergency' },
  ),
];

/** What protocols say: of ownership, privacy, identity and governance. */
export const PROTOCOL_SENTENCES: readonly SentenceForm[] = [...OWNERSHIP, ...PRIVACY, ...IDENTITY, ...GOVERNANCE];
