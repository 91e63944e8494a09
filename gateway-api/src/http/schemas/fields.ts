import {
  breakId,
  businessDate,
  calendarId,
  cfi,
  country,
  currency,
  decimalText,
  DomainError,
  entryId,
  ERROR_CATALOGUE,
  dti,
  fisn,
  instructionId,
  isin,
  lei,
  LIMITS,
  lotId,
  mandateId,
  mspId,
  partyId,
  price,
  salt,
  sha256Text,
  text,
  transactionId,
  units,
  unitsTotal,
  type Reader,
} from '@scrip/model';
import { z } from 'zod';

/** What a field of text is for people and tools; the check itself is the model's. */
interface FieldNotes {
  readonly description: string;
  readonly example: string;
  readonly format?: string;
  readonly pattern?: string;
}

/** The model's words for a refusal of one value, without the value. */
export function refusalText(error: DomainError): string {
  const { happened } = ERROR_CATALOGUE[error.code];
  const rule = error.details['rule'];
  return typeof rule === 'string' ? `${happened} Needed: ${rule}.` : happened;
}

/** A text that the model's reader accepts. Longer texts than any reader takes are not shown to it. */
export function field(reader: Reader<unknown>, notes: FieldNotes): z.ZodString {
  return z
    .string({
      error: ({ input }) => (input === undefined ? 'is missing' : 'must be a text (amounts are decimal strings)'),
    })
    .max(LIMITS.privateRecordCharactersMax)
    .superRefine((value, context) => {
      try {
        reader(value, '');
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        context.addIssue({ code: 'custom', message: refusalText(error), params: { code: error.code } });
      }
    })
    .meta({ ...notes });
}

/** One of some words. */
export const oneOf = <const W extends readonly [string, ...string[]]>(words: W): z.ZodEnum<{ [K in W[number]]: K }> =>
  z.enum(words, {
    error: ({ input }) => (input === undefined ? 'is missing' : `must be one of ${words.join(', ')}`),
  });

/** ISO 6166. */
export const Isin = field(isin, {
  description: 'ISIN (ISO 6166)',
  example: 'US0378331005',
  pattern: '^[A-Z]{2}[A-Z0-9]{9}[0-9]$',
});
/** ISO 10962. */
export const Cfi = field(cfi, {
  description: 'Classification of the instrument (ISO 10962)',
  example: 'ESVUFR',
  pattern: '^[A-Z]{6}$',
});
/** ISO 18774. */
export const Fisn = field(fisn, { description: 'Financial instrument short name (ISO 18774)', example: 'APPLE/SH' });
/** ISO 24165. */
export const Dti = field(dti, { description: 'Digital token identifier (ISO 24165)', example: 'X9J9K872S' });
/** ISO 17442. */
export const Lei = field(lei, {
  description: 'Legal entity identifier (ISO 17442)',
  example: 'HWUPKR0MPOU8FGXBT394',
  pattern: '^[A-Z0-9]{18}[0-9]{2}$',
});
/** ISO 4217. */
export const Currency = field(currency, { description: 'Currency (ISO 4217)', example: 'EUR', pattern: '^[A-Z]{3}$' });
/** ISO 3166-1 alpha-2. */
export const Country = field(country, {
  description: 'Country (ISO 3166-1 alpha-2)',
  example: 'DE',
  pattern: '^[A-Z]{2}$',
});
/** ISO 8601 calendar date. */
export const BusinessDate = field(businessDate, {
  description: 'Calendar date (ISO 8601)',
  example: '2026-11-23',
  format: 'date',
});
/** Whole units, greater than zero. */
export const Units = field(units, {
  description: 'Whole units of the security, greater than zero, as a decimal string',
  example: '1000',
  pattern: '^[1-9][0-9]*$',
});
/** Whole units, zero allowed. */
export const UnitsTotal = field(unitsTotal, {
  description: 'Whole units of the security as a decimal string',
  example: '1000',
  pattern: '^(0|[1-9][0-9]*)$',
});
/** Price per unit in the currency of the security. */
export const Price = field(price, {
  description: 'Price per unit in the currency of the security, as a decimal string',
  example: '101.25',
});
/** Units that a price is for. */
export const PricePer = field(units, {
  description: 'Units that the price is for, where no decimal number says exactly what one has cost; absent: one',
  example: '3',
  pattern: '^[1-9][0-9]*$',
});
/** Zero or more, as a decimal string. */
export const Amount = field(decimalText('0'), { description: 'Decimal string', example: '1000.00' });
/** Per cent, as a decimal string. */
export const Percent = field(decimalText('0', '1000'), {
  description: 'Per cent, as a decimal string',
  example: '2.5',
});
/** Salted id of a party. */
export const PartyId = field(partyId, {
  description: 'Salted id of a party; tells nothing about the person',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  pattern: '^P[A-Z2-7]{32}$',
});
/** Id of a lot. */
export const LotId = field(lotId, {
  description: 'Id of a lot: transaction id and index',
  example: `${'0'.repeat(64)}/0`,
  pattern: '^[0-9a-f]{64}/[0-9]+$',
});
/** Id of an entry of a register. */
export const EntryId = field(entryId, {
  description: 'Id of an entry: transaction id and number',
  example: `${'0'.repeat(64)}/0`,
  pattern: '^[0-9a-f]{64}/[0-9]+$',
});
/** A salt of a private record. */
export const Salt = field(salt, { description: '32 random bytes in hexadecimal', example: '0'.repeat(64) });
/** Id of a mandate. */
export const MandateId = field(mandateId, { description: 'Id of a mandate', example: 'poa-2026' });
/** Id of a settlement instruction. */
export const InstructionId = field(instructionId, { description: 'Id of a settlement instruction', example: '3f7a0c' });
/** Membership service provider id. */
export const MspId = field(mspId, { description: 'MSP id of a participant', example: 'ExampleMSP' });
/** Id of a business calendar. */
export const CalendarId = field(calendarId, { description: 'Id of a business calendar', example: 'TARGET' });
/** Id of a break. */
export const BreakId = field(breakId, {
  description: 'Id of a break, unique for its calendar',
  example: 'b-2026-0001',
});
/** SHA-256. */
export const Sha256 = field(sha256Text, {
  description: 'SHA-256, lower-case hexadecimal',
  example: '0'.repeat(64),
  pattern: '^[0-9a-f]{64}$',
});
/** A printable name. */
export const Name = field(text(LIMITS.nameCharactersMax), {
  description: 'Printable text, trimmed',
  example: 'Example Holdings plc',
});
/** A line of an address. */
export const AddressLine = field(text(LIMITS.addressLineCharactersMax), {
  description: 'Printable text, trimmed',
  example: '1 Example Street',
});

/** A postal code. */
export const PostalCode = field(text(20), {
  description: 'Printable text, trimmed, at most 20 characters',
  example: '10115',
});

/** Name of a Fabric channel (Fabric common/configtx/validator.go). */
export const ChannelName = z
  .string()
  .max(249)
  .regex(/^[a-z][a-z0-9.-]*$/, 'must be a channel name')
  .meta({ description: 'Channel; a security lives in one', example: 'securities' });

/** Money: an amount and its currency. */
export const Money = z.strictObject({ amount: Amount, currency: Currency }).meta({ id: 'Money' });

/** The state of the read model that an answer shows. */
export const AsOf = z
  .strictObject({
    channel: ChannelName,
    block: z.int().min(-1).meta({ description: 'Last block of the channel that is included; -1 before the first' }),
    businessDate: BusinessDate.nullable().meta({
      description:
        'Business date of the calendar in question, else of the reference calendar of the network; null before the first',
    }),
  })
  .meta({ id: 'AsOf' });

/** Where the ledger has what a command did: fields of its answer. */
export const receipt = { transactionId: z.string(), block: z.int() };

/** A transaction of the ledger. */
export const TransactionId = field(transactionId, {
  description: 'A transaction of the ledger',
  example: '0'.repeat(64),
  pattern: '^[0-9a-f]{64}$',
});

/** No parameters. */
export const Nothing = z.strictObject({});

/** The channel that a request is about. */
export const ChannelQuery = z.strictObject({ channel: ChannelName.optional() });

/** Rows on a page when the client does not say. */
export const PAGE_DEFAULT = 100;
/** Most rows on a page. */
export const PAGE_MAX = 1_000;

/** The channel and a page of a list. */
export const PageQuery = ChannelQuery.extend({
  limit: z
    .string()
    .regex(/^[1-9][0-9]{0,3}$/, `must be a whole number from 1 to ${PAGE_MAX}`)
    .transform(Number)
    .refine((rows) => rows <= PAGE_MAX, `must be at most ${PAGE_MAX}`)
    .optional()
    .meta({ description: `Rows on a page, ${PAGE_DEFAULT} if absent` }),
  cursor: z.string().max(200).optional().meta({ description: 'nextCursor of the page before' }),
});
