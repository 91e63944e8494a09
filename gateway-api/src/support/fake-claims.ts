import { claim, claimIdOf, claimReference, type LedgerName } from '@scrip/model';
import type { FakeFunction } from './fake-ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import type { JsonObject } from '../ledger/ledger.js';

/** The functions of claims that the routes need, in memory. Claims stand until they are revoked. */
export function fakeClaims(ledger: LedgerName): ReadonlyMap<string, FakeFunction> {
  const published = new Map<string, JsonObject>();
  const publish: FakeFunction = (body) => {
    const claimId = claimIdOf(ledger, claim(body, ''));
    const made = { ...body, claimId, publishedOn: '2026-11-23' };
    published.set(claimId, made);
    return { events: [{ type: 'ClaimPublished', facts: { claim: made } }], result: { claimId } };
  };
  const announce: FakeFunction = (body) => {
    const { claimId } = claimReference(body, '');
    const before = published.get(claimId);
    if (before === undefined) throw new LedgerRefusal('CLAIM_UNKNOWN', 'There is no such claim.');
    const revoked = { ...before, revokedOn: '2026-11-23' };
    published.set(claimId, revoked);
    return { events: [{ type: 'ClaimRevoked', facts: { claim: revoked } }], result: { revokedOn: '2026-11-23' } };
  };
  const ofParty: FakeFunction = ({ args }) => {
    const [subject] = args as readonly string[];
    const claims = [...published.values()].filter((each) => each['subject'] === subject);
    const shown = claims.map((each) => ({ ...each, status: 'revokedOn' in each ? 'revoked' : 'valid' }));
    return { events: [], result: { subject: String(subject), businessDate: '2026-11-23', claims: shown } };
  };
  return new Map<string, FakeFunction>([
    ['claim:record', () => ({ events: [], result: {} })],
    ['claim:publish', publish],
    ['claim:revoke', ({ claimId = '' }) => ({ events: [], result: { claimId } })],
    ['claim:announceRevocation', announce],
    ['claim:ofParty', ofParty],
  ]);
}
