import {
  addDays,
  businessDate,
  KEY_PURPOSES,
  partyId,
  type BusinessDate,
  type EnrolledKey,
  type EnrolmentTerms,
  type KeyPurpose,
  type MspId,
  type PartyId,
} from '@scrip/model';
import { authorise, enrolKeys, type SigningParty, type Validity } from '@scrip/signing';
import type { Call } from '../command/call.js';
import { anyText, by, option, pair, several } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { readKeyFile } from '../keys/key-file.js';

/** Calendar days for which a signature counts when nothing else is said. */
const VALID_DAYS = 7;

/** Days for which something is signed. */
export const VALIDITY_OPTIONS = {
  validFrom: option(
    '--valid-from <date>',
    'first business date on which the signature counts (else today’s)',
    by(businessDate),
  ),
  validUntil: option('--valid-until <date>', 'last such date (else seven days later)', by(businessDate)),
};

/** Who signs, by local key files. */
export const SIGNER_OPTIONS = {
  key: option('--key <file>', 'private key (PEM) of the party itself', anyText),
  signers: several(
    '--signer <party=file>',
    'another party that signs, with its key file',
    pair((party, file) => ({ party: partyId(party, ''), file }), 'PARTY=KEYFILE'),
  ),
  ...VALIDITY_OPTIONS,
};

/** Keys that are enrolled. */
export const ENROL_OPTIONS = {
  enrol: several('--enrol <file>', 'key file of a key to enrol; it signs the proof of possession here', anyText),
  purposes: several(
    '--purpose <purpose>',
    `what these keys are for: ${KEY_PURPOSES.join(', ')}; else the first two`,
    (text) => {
      const found = KEY_PURPOSES.find((purpose) => purpose === text);
      if (found === undefined) throw new Error(`must be one of ${KEY_PURPOSES.join(', ')}`);
      return found;
    },
  ),
};

interface ValidityWish {
  readonly validFrom: string | undefined;
  readonly validUntil: string | undefined;
}

interface SignerWish extends ValidityWish {
  readonly key: string | undefined;
  readonly signers: readonly { readonly party: PartyId; readonly file: string }[];
}

/** The days for which is signed; the gateway is asked for the business date only where it is needed. */
export async function validityOf(call: Call, { validFrom, validUntil }: ValidityWish): Promise<Validity> {
  const from = (validFrom ?? (await call.businessDate())) as BusinessDate;
  return { validFrom: from, validUntil: (validUntil ?? addDays(from, VALID_DAYS)) as BusinessDate };
}

/** The keys that sign: of the party itself, and of others. @throws UsageError when nobody signs */
export function signing(self: string, { key, signers }: Pick<SignerWish, 'key' | 'signers'>): readonly SigningParty[] {
  const own = key === undefined ? [] : [{ party: self as PartyId, signer: readKeyFile(key) }];
  const others = signers.map(({ party, file }) => ({ party, signer: readKeyFile(file) }));
  if (own.length + others.length > 0) return [...own, ...others];
  throw new UsageError('nobody signs', 'give --key FILE, or --signer PARTY=FILE for those who act for it');
}

/** What is to be done, signed by the party itself or by others for it. */
export async function signedBy(
  call: Call,
  wish: SignerWish,
  self: string,
  purpose: string,
  body: object,
): Promise<Awaited<ReturnType<typeof authorise>>> {
  const by = signing(self, wish);
  return authorise(await call.ledgerName(), { purpose, body }, await validityOf(call, wish), by);
}

const USUAL_PURPOSES: readonly KeyPurpose[] = ['authentication', 'instruction'];

/** Keys with the proofs of their possession, for enrolment at the own organisation. */
export async function enrolled(
  call: Call,
  wish: ValidityWish & { readonly enrol: readonly string[]; readonly purposes: readonly KeyPurpose[] },
  terms: EnrolmentTerms = {},
): Promise<readonly EnrolledKey[]> {
  const purposes = wish.purposes.length === 0 ? USUAL_PURPOSES : wish.purposes;
  const keys = wish.enrol.map((file) => ({ signer: readKeyFile(file), purposes }));
  const custodian = (await call.ownMspId()) as MspId;
  return enrolKeys(await call.ledgerName(), custodian, keys, terms, await validityOf(call, wish));
}
