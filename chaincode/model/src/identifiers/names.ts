import type { Brand } from '../brand.js';
import { LIMITS } from '../limits.js';
import { pattern, type Reader } from '../serialisation/reader.js';

/** Membership service provider id: names an organisation of the channel to Fabric. */
export type MspId = Brand<string, 'MspId'>;

/** Salted id of a party: `P` and 32 characters of base32; tells nothing about who it is. */
export type PartyId = Brand<string, 'PartyId'>;

/** Name of a network. */
export type NetworkName = Brand<string, 'NetworkName'>;

/** Id of a mandate, chosen by who gives it, unique for the principal. */
export type MandateId = Brand<string, 'MandateId'>;

/** Id of a claim: the SHA-256 of its text, as 64 lower-case hexadecimal digits. */
export type ClaimId = Brand<string, 'ClaimId'>;

/** What a claim is about, such as `kyc` or `accredited-investor`; who trusts it gives it its meaning. */
export type ClaimType = Brand<string, 'ClaimType'>;

/** Name of an office of an entity, such as `director`. */
export type OfficeName = Brand<string, 'OfficeName'>;

/** Id of a group of parties, unique on the channel. */
export type GroupId = Brand<string, 'GroupId'>;

/** Id of a settlement instruction, chosen by its sender, unique on the channel. */
export type InstructionId = Brand<string, 'InstructionId'>;

/** Id of a command, chosen by its sender, unique per organisation. */
export type CommandId = Brand<string, 'CommandId'>;

/** Id of an operator, given by its organisation: it names a person to the organisation alone. */
export type OperatorId = Brand<string, 'OperatorId'>;

/** Id of a lot: `transaction id/index`, never reused. */
export type LotId = Brand<string, 'LotId'>;

/** Id of a business calendar. */
export type CalendarId = Brand<string, 'CalendarId'>;

/** Id of a break, chosen by who raises it, unique for the calendar. */
export type BreakId = Brand<string, 'BreakId'>;

/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Sha256 = Brand<string, 'Sha256'>;

const named = <T extends string>(expression: RegExp, rule: string): Reader<T> => pattern(expression, rule) as Reader<T>;

/** Reader of an MSP id: the characters that Fabric allows in the names that are built from it. */
export const mspId: Reader<MspId> = named(/^[A-Za-z][A-Za-z0-9.-]{0,62}$/, 'an MSP id');

/** Reader of a party id. */
export const partyId: Reader<PartyId> = named(/^P[A-Z2-7]{32}$/, 'a party id');

/** Reader of an instruction id. */
export const instructionId: Reader<InstructionId> = named(
  new RegExp(`^[A-Za-z0-9][A-Za-z0-9._-]{0,${LIMITS.instructionIdCharactersMax - 1}}$`),
  'an instruction id',
);

/** Reader of the name of a network. */
export const networkName: Reader<NetworkName> = named(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'the name of a network');

/** Reader of a mandate id. */
export const mandateId: Reader<MandateId> = named(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a mandate id');

/** Reader of a claim id. */
export const claimId: Reader<ClaimId> = named(/^[0-9a-f]{64}$/, 'a claim id');

/** Reader of a claim type. */
export const claimType: Reader<ClaimType> = named(/^[a-z][a-z0-9-]{0,39}$/, 'a claim type');

/** Reader of the name of an office. */
export const officeName: Reader<OfficeName> = named(/^[a-z][a-z0-9-]{0,31}$/, 'the name of an office');

/** Reader of a group id. */
export const groupId: Reader<GroupId> = named(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a group id');

/** Reader of a command id. */
export const commandId: Reader<CommandId> = named(
  new RegExp(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,${LIMITS.commandIdCharactersMax - 1}}$`),
  'a command id',
);

/** Reader of an operator id. */
export const operatorId: Reader<OperatorId> = named(
  new RegExp(`^[A-Za-z0-9][A-Za-z0-9._-]{0,${LIMITS.operatorCharactersMax - 1}}$`),
  'an operator id',
);

/** Reader of a lot id. */
export const lotId: Reader<LotId> = named(/^[0-9a-f]{64}\/(0|[1-9][0-9]{0,5})$/, 'a lot id');

/** Reader of a calendar id. */
export const calendarId: Reader<CalendarId> = named(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, 'a calendar id');

/** Reader of a break id. */
export const breakId: Reader<BreakId> = named(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a break id');

/** Reader of a digest. */
export const sha256Text: Reader<Sha256> = named(/^[0-9a-f]{64}$/, 'a SHA-256 digest in lower-case hexadecimal digits');
