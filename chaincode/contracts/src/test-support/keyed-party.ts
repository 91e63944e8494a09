import { createHash } from 'node:crypto';
import type {
  Authorisation,
  BusinessDate,
  EnrolledKey,
  EnrolmentTerms,
  KeyPurpose,
  MspId,
  NetworkName,
  PartyId,
  PartyKind,
} from '@scrip/model';
import { authorise, ed25519Signer, enrolKeys, p256Signer, type Signer } from '@scrip/signing';
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

/** Keys as they are presented together for enrolment at the custodian of the tests. */
export function enrolled(
  labels: readonly string[],
  terms: EnrolmentTerms = {},
  purposes: readonly KeyPurpose[] = ['authentication', 'instruction'],
): Promise<readonly EnrolledKey[]> {
  const enrolling = labels.map((label) => ({ signer: signerOf(label), purposes }));
  return enrolKeys(TEST_LEDGER, CUSTODIAN as MspId, enrolling, terms, VALIDITY);
}

/** An act with its signatures, as it is sent. */
export interface Signed {
  readonly act: unknown;
  readonly authorisation: Authorisation;
}

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
  more: EnrolmentTerms & { readonly kind?: PartyKind } = {},
): Promise<KeyedParty> {
  const { record, reference } = holderOf(CUSTODIAN, name);
  await channel.submit(CUSTODIAN, 'party:record', reference, { transient: { record } });
  const keys = await enrolled(labels, more);
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

/** Signs an act by several parties, with the key that each label names. */
export async function signedBy(
  purpose: string,
  act: unknown,
  ...by: readonly (readonly [party: KeyedParty, label: string])[]
): Promise<Signed> {
  const signing = by.map(([{ partyId }, label]) => ({ party: partyId, signer: signerOf(label) }));
  return { act, authorisation: await authorise(TEST_LEDGER, { purpose, body: act }, VALIDITY, signing) };
}

/** An instruction with the signatures of those who give it. */
export async function instructed(
  instruction: Readonly<Record<string, string>>,
  ...by: readonly (readonly [party: KeyedParty, label: string])[]
): Promise<Record<string, unknown>> {
  const { authorisation } = await signedBy('settlement:instruct', instruction, ...by);
  return { ...instruction, authorisation };
}
