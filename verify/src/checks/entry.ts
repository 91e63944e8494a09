import { asObject, asObjects, asText, parsed, type JsonObject } from '../certificate.js';
import type { EndorsedTransaction } from '../transaction/endorsed-transaction.js';
import { during, ensure } from '../verification-error.js';

/** The function of the chaincode whose answer is a register entry. Any other could answer what its caller wants. */
const FUNCTION = 'register:certify';
/** Forms of entries: before ranks, every encumbrance lay on units of its own. */
const ENTRY_SCHEMAS = [1, 2];
const OK = 200;
const UNITS = /^(0|[1-9][0-9]{0,38})$/;

/** A lot of a register entry, with its record as the peers gave it. */
export interface CertifiedLot {
  readonly lotId: string;
  readonly units: string;
  readonly record: JsonObject;
}

/** A register entry as the peers signed it. */
export interface CertifiedEntry {
  readonly isin: string;
  readonly holderId: string;
  readonly nonce: string;
  readonly custodian: string;
  /** SHA-256 of the holder's private record. */
  readonly recordHash: string;
  readonly calendar: string;
  readonly units: string;
  readonly lots: readonly CertifiedLot[];
  /** All of the answer. */
  readonly json: JsonObject;
}

/**
 * The register entry in an answer: it must be one of the function for certificates, for what was asked.
 *
 * @throws {VerificationError} request, response, nonce
 */
export function checkEntry({ args, response }: EndorsedTransaction, nonce: string | undefined): CertifiedEntry {
  const [name = '', isin = '', holderId = '', asked = '', ...others] = args.map((arg) => new TextDecoder().decode(arg));
  ensure(name === FUNCTION && others.length === 0, 'request', `the peers were asked for ${name} and not ${FUNCTION}`);
  ensure(response.status === OK, 'response', `the peers answered with status ${response.status}`);
  const entry = during('response', 'the entry', () => entryOf(new TextDecoder().decode(response.payload)));
  const isAnswer = entry.isin === isin && entry.holderId === holderId && entry.nonce === asked;
  ensure(isAnswer, 'response', 'the answer is not the entry that was asked for');
  ensure(nonce === undefined || nonce === asked, 'nonce', `the certificate was made for the nonce ${asked}`);
  return entry;
}

function entryOf(text: string): CertifiedEntry {
  const json = asObject(parsed(text), 'the entry');
  const schema = ENTRY_SCHEMAS.find((each) => each === json['schema']);
  ensure(schema !== undefined, 'response', `entries of schema ${String(json['schema'])} are not known here`);
  const [security, holder] = [asObject(json['security'], 'security'), asObject(json['holder'], 'holder')];
  const entry: CertifiedEntry = {
    isin: asText(security['isin'], 'isin'),
    calendar: asText(security['calendar'], 'calendar'),
    holderId: asText(holder['partyId'], 'partyId'),
    custodian: asText(holder['custodian'], 'custodian'),
    recordHash: asText(holder['recordHash'], 'recordHash'),
    nonce: asText(json['nonce'], 'nonce'),
    units: asText(json['units'], 'units'),
    lots: asObjects(json['lots'], 'lots').map(lotOf),
    json,
  };
  const sum = entry.lots.reduce((total, { units }) => total + BigInt(units), 0n);
  ensure(entry.units === sum.toString(), 'response', 'the units are not the sum of the lots');
  if (schema === 2) requireRanks(json);
  return entry;
}

/**
 * Those of one parcel lie on the same units, in ranks from the first one on; the largest covers all others. Parcels are
 * different units, and what they come to is encumbered.
 */
function requireRanks(json: JsonObject): void {
  const parcels = new Map<string, { ranks: number; units: bigint }>();
  for (const each of asObjects(json['encumbrances'], 'encumbrances')) {
    const [parcel, units] = [JSON.stringify(each['parcel']), asText(each['units'], 'units')];
    ensure(UNITS.test(units), 'form', `${units} is no number of units`);
    const { ranks, units: covered } = parcels.get(parcel) ?? { ranks: 0, units: 0n };
    ensure(each['rank'] === ranks + 1, 'response', 'the encumbrances are not in the order of their ranks');
    parcels.set(parcel, { ranks: ranks + 1, units: BigInt(units) > covered ? BigInt(units) : covered });
  }
  const encumbered = [...parcels.values()].reduce((total, { units }) => total + units, 0n);
  const isTold = json['encumbered'] === encumbered.toString();
  ensure(isTold, 'response', 'the encumbered units are not those of the encumbrances');
}

function lotOf(record: JsonObject): CertifiedLot {
  const [lotId, units] = [asText(record['lotId'], 'lotId'), asText(record['units'], 'units')];
  ensure(UNITS.test(units), 'form', `${units} is no number of units`);
  return { lotId, units, record };
}
