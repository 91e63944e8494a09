import { createHash } from 'node:crypto';
import type { BusinessDate, EnrolledKey, KeyPurpose, MspId, NetworkName, PartyId } from '@scrip/model';
import { authorise, ed25519Signer, enrolKey, p256Signer, type Signer } from '@scrip/signing';
import type { Channel } from './channel.js';
import { CUSTODIAN, FOUNDING, holderOf } from './market.js';

/** The ledger of the tests, as statements name it. */
export const TEST_LEDGER = { network: FOUNDING.network as NetworkName, channel: 'test' };

/** The business dates for which the tests sign. */
export const VALIDITY = { validFrom: '2026-11-20' as BusinessDate, validUntil: '2026-12-18' as BusinessDate };

/** A key by a label, the same in every run; labels that begin with `p256` give P-256 keys. */
export function signerOf(label: string): Signer {
  const secret = createHash('sha256').update(label).digest();
  return label.startsWith('p256') ? p256Signer(secret) : ed25519Signer(secret);
}

/** A key as it is presented for enrolment at the custodian of the tests. */
export const enrolled = (
  label: string,
  purposes: readonly KeyPurpose[] = ['authentication', 'instruction'],
): Promise<EnrolledKey> => enrolKey(TEST_LEDGER, CUSTODIAN as MspId, signerOf(label), purposes, VALIDITY);

/** A party of the tests that signs for itself. */
export interface KeyedParty {
  readonly partyId: PartyId;
  /** Signs a body as it would be sent, with one of the party's keys for each label. */
  sign(purpose: string, body: unknown, ...labels: readonly string[]): Promise<unknown>;
}

/** Registers a party whose keys have the labels given, or none. */
export async function takeOnKeyed(
  channel: Channel,
  name: string,
  labels: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<KeyedParty> {
  const { record, reference } = holderOf(CUSTODIAN, name);
  await channel.submit(CUSTODIAN, 'party:record', reference, { transient: { record } });
  const keys = [];
  for (const label of labels) keys.push(await enrolled(label));
  const body = { ...reference, kind: 'person', ...(keys.length === 0 ? {} : { keys }), ...more };
  await channel.submit(CUSTODIAN, 'party:register', body);
  const partyId = reference.partyId as PartyId;
  const [first = ''] = labels;
  return {
    partyId,
    sign: async (purpose, act, ...by) => {
      const signing = (by.length === 0 ? [first] : by).map((label) => ({ party: partyId, signer: signerOf(label) }));
      return { act, authorisation: await authorise(TEST_LEDGER, { purpose, body: act }, VALIDITY, signing) };
    },
  };
}
