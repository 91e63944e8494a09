import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { ISIN, SECURITY } from './sample.js';

/** The hash of the definition about which the holders of the sample are asked. */
export const ASKED_HASH = 'e'.repeat(64);

/** A solicitation of the holders of the sample, which has its record date on the business date of the fake. */
export const askedAbout = (more: JsonObject = {}): JsonObject => ({
  ...{ isin: ISIN, number: 1, definition: `${ISIN}@2`, hash: ASKED_HASH, grandfathers: false, closesEarly: false },
  previous: { name: `${ISIN}@1`, hash: 'd'.repeat(64) },
  differences: [{ path: '/instrument/with/votesPerShare', kind: 'changed', text: 'votes per share 1 → 2' }],
  ...{ more: 0, needs: [{ topic: 'rights', percent: '75', of: 'votes-cast', quorumPercent: '50' }] },
  ...{ recordDate: '2026-11-23', deadline: '2026-11-27', effectiveFrom: '2026-12-01', openedOn: '2026-11-23' },
  ...{ by: ['TestMSP', 'OtherMSP'], state: 'open', ...more },
});

/** The sample while its holders are asked. */
const ASKED_SECURITY: JsonObject = { ...SECURITY, solicitation: { number: 1, recordDate: '2026-11-23' } };

/** That the holders of the sample are asked from now on. */
export const opened = (more: JsonObject = {}): DomainEvent => ({
  type: 'SolicitationOpened',
  facts: { solicitation: askedAbout(more), security: ASKED_SECURITY },
});

/** That they are asked no longer, or have agreed. */
export const ended = (type: 'SolicitationDecided' | 'SolicitationEnded', more: JsonObject): DomainEvent => ({
  type,
  facts: { solicitation: askedAbout(more), security: type === 'SolicitationEnded' ? SECURITY : ASKED_SECURITY },
});

/** What is on record of an account. */
export const voteOf = (holderId: string, yes: string, no = '0', more: JsonObject = {}): JsonObject => ({
  ...{ isin: ISIN, number: 1, holderId, units: String(Number(yes) + Number(no)), yes, no, isAside: false },
  ...{ by: 'TestMSP', operator: 'mia-maker', on: '2026-11-24', ...more },
});

/** That it was voted. */
export const voted = (...given: Parameters<typeof voteOf>): DomainEvent => ({
  type: 'HolderVoted',
  facts: { vote: voteOf(...given) },
});

/** The next business date of the fake. */
export const dayAfter = (previous: string, businessDate: string): DomainEvent => ({
  type: 'BusinessDateAdvanced',
  facts: { calendar: 'TARGET', previous, businessDate, phase: 'open', by: ['TestMSP', 'OtherMSP'] },
});
