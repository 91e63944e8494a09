import {
  canonicalText,
  fingerprintOf,
  verify,
  type CertificateFile,
  type Facts,
  type LotFacts,
  type Statement,
} from '@scrip/verify';
import { Sheet } from './sheet.js';

/** Name of the attached certificate. */
const ATTACHED = 'certificate.json';

/** A certificate in the form that people file. */
export interface CertificatePdf {
  readonly bytes: Buffer;
  /** SHA-256 of the certificate that is attached, in hexadecimal digits. */
  readonly fingerprint: string;
}

/**
 * The PDF form of a certificate: what the verifier says of it, with the certificate itself attached. Equal certificates
 * make equal documents. What is printed proves nothing, and says so.
 *
 * @param certificate - in any of its forms
 * @param verifierUrl - of the page that verifies
 * @throws {VerificationError} the certificate proves nothing, so there is nothing to print
 */
export async function certificatePdf(certificate: CertificateFile, verifierUrl: string): Promise<CertificatePdf> {
  const content = canonicalText(certificate);
  const fingerprint = fingerprintOf(content);
  // nothing is pinned and no nonce compared: who reads the document has yet to do both
  const statement = verify(content);
  const { facts } = statement;
  const date = new Date(`${textIn(facts.entry, 'businessDate')}T00:00:00Z`);
  const security = objectIn(facts.entry, 'security');
  const about = `${textIn(security, 'name')} · ISIN ${textIn(security, 'isin')}`;
  const sheet = new Sheet({ title: TITLE, subject: about, date });
  const address = `${verifierUrl}#sha256=${fingerprint}`;
  const entryOf = facts.holder ?? textIn(objectIn(facts.entry, 'holder'), 'partyId');
  sheet.title(TITLE, [entryOf, about], address);
  entryOn(sheet, facts);
  statementOn(sheet, statement);
  encumbrancesOn(sheet, facts);
  lotsOn(sheet, facts);
  verificationOn(sheet, facts, { fingerprint, verifierUrl });
  sheet.attach({ name: ATTACHED, description: 'The ownership certificate that counts', content });
  const bytes = await sheet.end(
    `SHA-256 of the certificate: ${fingerprint}. The attached certificate counts, and not what is printed.`,
  );
  return { bytes, fingerprint };
}

const TITLE = 'Ownership certificate';

function entryOn(sheet: Sheet, facts: Facts): void {
  const { entry } = facts;
  const [security, holder] = [objectIn(entry, 'security'), objectIn(entry, 'holder')];
  const amount = (name: string): string => grouped(textIn(entry, name));
  sheet.heading('Register entry');
  sheet.facts([
    ['Holder', facts.holder ?? 'not shown in this certificate'],
    ['Party', textIn(holder, 'partyId')],
    ['Custodian', textIn(holder, 'custodian')],
    ['Security', textIn(security, 'name')],
    ['ISIN', textIn(security, 'isin')],
    ['Units', amount('units')],
    [
      'of these',
      `${amount('reserved')} reserved · ${amount('encumbered')} encumbered · ${amount('frozen')} frozen · ${amount('available')} free`,
    ],
    ['Units in issue', amount('issuedUnits')],
    ['Register', `channel ${facts.channel}, kept by ${textIn(security, 'registrar')}`],
    ['Business date', textIn(entry, 'businessDate')],
    ['Asked at', `${facts.askedAt} (by the caller’s clock)`],
    ['Nonce', facts.nonce],
    ['Signed by', facts.signedBy.map(({ mspId, subject }) => `${mspId} (${subject})`).join(', ')],
  ]);
  if (!sheet.isReplaced) return;
  sheet.paragraph(
    'What stands in brackets, such as U+5C71, are characters by their numbers in Unicode: this document has no letters for ' +
      'them. The attached certificate and the verifier show them as they are.',
  );
}

function statementOn(sheet: Sheet, { proven, conditions, notProven }: Statement): void {
  const sections = [
    ['What the certificate proves', proven],
    ['Under these conditions', conditions],
    ['What it does not prove', notProven],
  ] as const;
  for (const [heading, sentences] of sections) {
    if (sentences.length === 0) continue;
    sheet.heading(heading);
    sheet.sentences(sentences);
  }
}

function encumbrancesOn(sheet: Sheet, { entry }: Facts): void {
  const encumbrances = objectsIn(entry, 'encumbrances');
  if (encumbrances.length === 0) return;
  sheet.heading('Encumbrances');
  sheet.table(
    [
      { heading: 'Kind', share: 0.13 },
      { heading: 'Rank', share: 0.14 },
      { heading: 'Units', share: 0.12, isNumber: true },
      { heading: 'For', share: 0.22 },
      { heading: 'Since', share: 0.12 },
      { heading: 'Document, SHA-256', share: 0.27 },
    ],
    encumbrances.map((each) => [
      textIn(each, 'kind'),
      rankOf(each),
      grouped(textIn(each, 'units')),
      ...['beneficiary', 'since', 'document'].map((name) => textIn(each, name)),
    ]),
  );
}

/** The rank of an encumbrance, and the parcel of units on which it has it; empty where entries have no ranks. */
const rankOf = ({ rank, parcel }: Json): string =>
  typeof rank === 'number' ? `${String(rank)} on parcel ${String(parcel)}` : '';

function lotsOn(sheet: Sheet, { entry, lots }: Facts): void {
  if (lots.length === 0) return;
  const records = new Map(objectsIn(entry, 'lots').map((record) => [textIn(record, 'lotId'), record]));
  const rowOf = ({ lotId, units, version, createdBy }: LotFacts): readonly string[] => {
    const record = records.get(lotId) ?? {};
    const block = version === undefined ? '' : String(version.block);
    const by = createdBy.organisations.join(', ');
    return [lotId, grouped(units), textIn(record, 'acquiredOn'), textIn(record, 'origin'), block, by];
  };
  sheet.heading(lots.length === 1 ? 'The lot' : `The ${String(lots.length)} lots`);
  sheet.table(
    [
      { heading: 'Lot: transaction/index', share: 0.36 },
      { heading: 'Units', share: 0.14, isNumber: true },
      { heading: 'Acquired', share: 0.12 },
      { heading: 'By', share: 0.1 },
      { heading: 'Block', share: 0.08, isNumber: true },
      { heading: 'Endorsed by', share: 0.2 },
    ],
    lots.map(rowOf),
  );
}

/** What leads from the paper to the proof. */
interface Leads {
  readonly fingerprint: string;
  readonly verifierUrl: string;
}

function verificationOn(sheet: Sheet, { configuration }: Facts, { fingerprint, verifierUrl }: Leads): void {
  sheet.heading('How to verify it');
  sheet.paragraph(
    `What is printed here proves nothing: anybody can change it. The certificate is the file ${ATTACHED} that is attached ` +
      'to this PDF, with the signatures of the peers. A verifier takes it out of the PDF, looks at nothing else, and says ' +
      'what it proves, in the words above or in others: only what it says counts.',
  );
  sheet.sentences([
    `Open ${verifierUrl} by the code on the first page, and give it this PDF. It works without a network. Who ` +
      'does not trust that address takes the same page, or scrip verify FILE.pdf, from a source of their own.',
    `Compare the fingerprint of the channel, ${configuration.anchor}, with one from a source that you trust.`,
    'Give the nonce for which you asked. Somebody else’s nonce says nothing about when the certificate was made.',
    `Compare the fingerprint of the certificate, SHA-256 ${fingerprint}, where the PDF came without its attachment: ` +
      'then it is paper, and the certificate must come from elsewhere.',
  ]);
}

type Json = Readonly<Record<string, unknown>>;

const textIn = (json: Json, name: string): string => {
  const value = json[name];
  return typeof value === 'string' ? value : '';
};

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const objectIn = (json: Json, name: string): Json => {
  const value = json[name];
  return isObject(value) ? value : {};
};

const objectsIn = (json: Json, name: string): readonly Json[] => {
  const value = json[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
};

/** A number of units in groups of three, which no line is broken between. */
const grouped = (units: string): string => units.replaceAll(/\B(?=(\d{3})+$)/g, '\u00A0');
