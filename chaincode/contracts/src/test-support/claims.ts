import {
  canonicalJson,
  claim,
  claimDetails,
  claimDetailsHash,
  claimIdOf,
  claimText,
  sha256Hex,
  type Claim,
  type ClaimId,
} from '@scrip/model';
import type { Channel, Committed } from './channel.js';
import { TEST_LEDGER } from './keyed-party.js';
import { CUSTODIAN, REGULATOR } from './market.js';

/** What a claim of the tests says unless it is told otherwise. */
const STATED = { type: 'kyc', validFrom: '2026-11-20', validUntil: '2026-12-31', graceDays: 10 };

/** Words of the details, which no channel must ever see. */
export const FINDINGS = 'passport seen at the counter';

/** A claim of the tests with what its issuer keeps. */
export interface TestClaim {
  readonly claimId: ClaimId;
  readonly stated: Claim;
  /** What its issuer's collection holds while it is in force. */
  readonly text: string;
  readonly transient: { readonly claim: string; readonly details: string };
}

/** Fields of a claim that differ from the usual ones. */
export type Differing = Readonly<Record<string, unknown>>;

/** A claim of the custodian about a party. @param label - makes the salt: two labels are two claims */
export function claimOf(subject: string, differing: Differing = {}, label = 'first', ledger = TEST_LEDGER): TestClaim {
  const salt = sha256Hex(label);
  const retention = { purpose: 'anti-money-laundering record', basis: 'legal-obligation', startsOn: '2026-12-01' };
  const details = claimDetails(
    { schema: 1, salt: sha256Hex(`details of ${label}`), findings: FINDINGS, documents: [], retention },
    '',
  );
  const given = { issuer: CUSTODIAN, subject, ...STATED, detailsHash: claimDetailsHash(details), salt, ...differing };
  const stated = claim(given, '');
  return {
    claimId: claimIdOf(ledger, stated),
    stated,
    text: claimText(ledger, stated),
    transient: { claim: canonicalJson(stated), details: canonicalJson(details) },
  };
}

/** Records a claim in its issuer's collection. */
export const record = (channel: Channel, { claimId, stated, transient }: TestClaim): Promise<Committed> =>
  channel.submit(stated.issuer, 'claim:record', { claimId }, { transient });

/** Makes a claim: private first, public second. */
export async function makeClaim(channel: Channel, made: TestClaim): Promise<TestClaim> {
  await record(channel, made);
  await channel.submit(made.stated.issuer, 'claim:publish', made.stated, { peerMspId: REGULATOR });
  return made;
}

/** Adopts whom the network, or a security, trusts for a type; the custodian is trusted unless it is told otherwise. */
export const adopt = (channel: Channel, by: string, differing: Differing = {}): Promise<Committed> =>
  channel.submit(by, 'trust:adopt', {
    ...{ type: 'kyc', effect: 'requires', sides: 'receiver', issuers: [{ mspId: CUSTODIAN, from: '2026-11-20' }] },
    ...differing,
  });
