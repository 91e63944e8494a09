import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { cfi, type Cfi } from '../identifiers/cfi.js';
import { currency, type Currency } from '../identifiers/currency.js';
import { dti, type Dti } from '../identifiers/dti.js';
import { fisn, type Fisn } from '../identifiers/fisn.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { lei, type Lei } from '../identifiers/lei.js';
import { calendarId, mspId, sha256Text, type CalendarId, type MspId, type Sha256 } from '../identifiers/names.js';
import { registerNumber, type RegisterNumber } from '../identifiers/register-number.js';
import { penaltyRates, type PenaltyRates } from '../joint/penalty-rates.js';
import { LIMITS } from '../limits.js';
import { money, type Money } from '../numbers/money.js';
import { units, unitsTotal } from '../numbers/units.js';
import { list, optional, record, refuseField, text, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { pinnedName, type PinnedName } from '../identifiers/pinned-name.js';
import { solicitationNumber } from '../solicitation/solicitation-number.js';
import { title, type Title } from '../title/title.js';
import { assetProofs, type AssetProof } from './asset-proof.js';
import { deactivation, type Deactivation } from './deactivation.js';
import { conversionTerms, type ConversionTerms } from './conversion-terms.js';
import { exchangeTerms, type ExchangeTerms } from './exchange-terms.js';
import { requireCfiOfKind, securityTerms, type SecurityTerms } from './terms.js';

/** The issuing side: the participant that acts, and who the issuer is by LEI or by entry in a public register. */
export type SecurityIssuer =
  { readonly mspId: MspId; readonly lei: Lei } | { readonly mspId: MspId; readonly register: RegisterNumber };

/** A document that belongs to the security; the text is kept outside, its digest here. */
export interface SecurityDocument {
  readonly title: string;
  readonly sha256: Sha256;
}

/** The definition that says what a security is: by name and version, and by the hash of its content. */
export interface DefinedBy {
  readonly name: PinnedName;
  readonly hash: Sha256;
}

/** A solicitation that is not over: from the end of its record date on the register remembers who had what then. */
export interface RunningSolicitation {
  readonly number: number;
  readonly recordDate: BusinessDate;
}

/** A security of the channel: its public terms and the organisations that keep it. */
export interface Security {
  readonly isin: Isin;
  /** Absent: registered before there were definitions of securities. */
  readonly definition?: DefinedBy;
  readonly name: string;
  readonly cfi: Cfi;
  readonly fisn?: Fisn;
  readonly dti?: Dti;
  readonly currency: Currency;
  readonly issuer: SecurityIssuer;
  /** Participant that keeps the holder register. */
  readonly registrar: MspId;
  /** Participant that screens every movement by a list of its own, which it keeps secret; absent: nobody. */
  readonly screener?: MspId;
  /** Calendar whose business date decides the legal dates of this security. */
  readonly calendar: CalendarId;
  /** Most units that may be outstanding. Always stated: no value means "unlimited". */
  readonly authorisedUnits: bigint;
  /** What one unit stands for; absent for shares and fund units. */
  readonly denomination?: Money;
  /** What it costs to be late; absent: nothing. */
  readonly failPenalties?: PenaltyRates;
  readonly terms: SecurityTerms;
  readonly exchangeableInto?: readonly ExchangeTerms[];
  /** What its units may become by conversion; absent: nothing, or what `terms` of a convertible say. */
  readonly convertibleInto?: readonly ConversionTerms[];
  /** What must have been shown of what stands behind it for transfers to go on; absent: what its protocol demands alone. */
  readonly proofs?: readonly AssetProof[];
  readonly documents?: readonly SecurityDocument[];
  /** What title to it is in law, and how it passes; absent: registrar and custodian attest, and nobody votes. */
  readonly title?: Title;
  /** Present while its holders are asked about an amendment, and until that counts: which one, and who has a vote. */
  readonly solicitation?: RunningSolicitation;
  /** Present once it has ended: from then on nothing is done with it any more. */
  readonly deactivated?: Deactivation;
}

const issuerByLei = record({ mspId, lei });
const issuerByRegister = record({ mspId, register: registerNumber });

const issuer: Reader<SecurityIssuer> = (value, path) =>
  typeof value === 'object' && value !== null && 'register' in value
    ? issuerByRegister(value, path)
    : issuerByLei(value, path);

const fields = {
  isin,
  definition: optional(record({ name: pinnedName, hash: sha256Text })),
  name: text(LIMITS.nameCharactersMax),
  cfi,
  fisn: optional(fisn),
  dti: optional(dti),
  currency,
  issuer,
  registrar: mspId,
  screener: optional(mspId),
  calendar: calendarId,
  authorisedUnits: units,
  denomination: optional(money),
  failPenalties: optional(penaltyRates),
  terms: securityTerms,
  exchangeableInto: optional(exchangeTerms),
  convertibleInto: optional(conversionTerms),
  proofs: optional(assetProofs),
  documents: optional(
    list(record({ title: text(LIMITS.nameCharactersMax), sha256: sha256Text }), {
      min: 0,
      max: LIMITS.documentsPerSecurityMax,
    }),
  ),
  title: optional(title),
  solicitation: optional(record({ number: solicitationNumber, recordDate: businessDate })),
  deactivated: optional(deactivation),
} as const;

/** Reader of a security as it is on record. The CFI code must classify the kind of the terms. */
export const security: Reader<Security> = consistent(record(fields));

/** How a security is stored. */
export const securityRecord = storedRecord<Security>('security', security);

function consistent(read: Reader<Security>): Reader<Security> {
  return (value, path) => {
    const given = read(value, path);
    requireConsistent(given);
    return given;
  };
}

/** What of a security is judged together. */
type Consistent = Pick<Security, 'cfi' | 'currency' | 'denomination' | 'isin' | 'terms'> & {
  readonly exchangeableInto?: Security['exchangeableInto'] | undefined;
  readonly documents?: Security['documents'] | undefined;
  readonly title?: Title | undefined;
};

/** Refuses what contradicts itself. Error: TERMS_INVALID. */
export function requireConsistent(read: Consistent): void {
  requireCfiOfKind(read.terms.kind, read.cfi);
  if (read.terms.kind === 'cash' && read.denomination?.currency !== read.currency) {
    refuseField('/denomination', 'what one unit of cash is worth in its currency', 'TERMS_INVALID');
  }
  if (read.exchangeableInto?.some((each) => each.isin === read.isin) === true) {
    refuseField('/exchangeableInto', 'other securities', 'TERMS_INVALID');
  }
  requirePrevailing(read);
}

function requirePrevailing({ title: of, documents = [] }: Consistent): void {
  const prevailing = of?.prevailing;
  if (prevailing === undefined || documents.some(({ sha256 }) => sha256 === prevailing)) return;
  refuseField('/titleTo/prevailing', 'one of the documents of the security', 'TERMS_INVALID');
}

/** Units of a security that are outstanding, beside its terms, so that terms are not rewritten by each issue. */
export interface IssuedUnits {
  readonly isin: Isin;
  readonly issued: bigint;
}

/** How the outstanding units are stored. */
export const issuedUnitsRecord = storedRecord<IssuedUnits>('issued units', record({ isin, issued: unitsTotal }));
