import { createHash, randomBytes } from 'node:crypto';
import { GatewayError, type Transaction } from '@hyperledger/fabric-gateway';
import { loadConsortium, openingOf, type Consortium as ConsortiumConfig } from '@scrip/config';
import { bodyHashOf, canonicalJson, definitions } from '@scrip/model';
import { AURORA, BOREALIS, CIRRUS, type Consortium, DELTA, MEMBERS } from './consortium.js';
import type { StatedDate } from '@scrip/verify';
import { likeOf, listedSecurities, type ListedSecurity } from './listed.js';
import { required } from './transaction.js';

/** Name under which the product's chaincode is deployed. */
export const SCRIP = 'scrip';
/** Operators of every member. */
export const MAKER = 'maker';
export const CHECKER = 'checker';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const PARTY_ID_BYTES = 20;

/** A settlement instruction that waits for its settlement. */
export interface PendingTransfer {
  readonly instructionId: string;
  readonly units: string;
}

/** How the market behaves. */
export interface MarketOptions {
  /** Waits for all members' peers after each transaction: for tests that judge verdicts, not for measuring. */
  readonly awaitEveryPeer: boolean;
}

/**
 * The smallest market on the product's chaincode: one security, a seller with units and a buyer, both onboarded by the
 * custodian. It calls the chaincode and not the gateways, because these suites choose the endorsers themselves.
 */
export class RegisterMarket {
  private counter = 0;
  private readonly config: ConsortiumConfig;

  constructor(
    readonly consortium: Consortium,
    readonly channel: string,
    private readonly options: MarketOptions = { awaitEveryPeer: true },
  ) {
    this.config = loadConsortium();
  }

  /** Authority records: accepted by every member, and written by a transaction that every member endorses. */
  async bootstrap(): Promise<void> {
    const channel = required(
      this.config.channels.find(({ name }) => name === this.channel),
      `channel ${this.channel}`,
    );
    const participants = this.config.organizations
      .filter(({ mspId }) => channel.members.includes(mspId))
      .map(({ mspId, lei, name, roles }) => ({ mspId, lei, name, roles }));
    const calendars = this.config.calendars.map(openingOf);
    const { authority, witnesses } = channel.lawfulOverride;
    const { network, referenceCalendar } = this.config;
    const lawfulOverride = { authority, witnesses };
    const founding = { network, referenceCalendar, participants, calendars, lawfulOverride };
    for (const mspId of channel.members) {
      const choices = { operator: 'bootstrap', endorsers: [mspId] };
      await this.execute(mspId, 'authority:acceptFounding', founding, choices);
    }
    await this.execute(DELTA, 'authority:bootstrap', founding, { operator: 'bootstrap' });
    await this.enterOperators(channel.members);
  }

  /** The calendar of the channel, as it opens. */
  get calendar(): ConsortiumConfig['calendars'][number] {
    return required(this.config.calendars[0], 'calendar');
  }

  /** Moves the business date on: calendar authority and registrar agree. */
  async correctTo(businessDate: string): Promise<void> {
    const correction = { calendar: this.calendar.id, businessDate, reason: 'outage' };
    for (const mspId of [DELTA, BOREALIS]) {
      const approvalId = await this.execute(mspId, 'calendar:correct', correction);
      const decision = { approvalId, bodyHash: bodyHashOf('calendar:correct', correction) };
      await this.execute(mspId, 'approval:approve', decision, { operator: CHECKER });
    }
  }

  /** The operators of every member: one who makes and administers, one who checks. */
  private async enterOperators(members: readonly string[]): Promise<void> {
    const operators = [
      { operatorId: MAKER, roles: ['maker', 'administrator'] },
      { operatorId: CHECKER, roles: ['checker'] },
    ];
    for (const mspId of members) {
      await this.execute(mspId, 'operator:bootstrap', { operators }, { operator: 'bootstrap' });
    }
  }

  /** A security like the listed one with the most units on this channel, registered by its issuer. Returns its ISIN. */
  async registerSecurity(): Promise<string> {
    const all = listedSecurities().filter(({ channel }) => channel === this.channel);
    const [listed] = all.sort((a, b) => (BigInt(a.authorisedUnits) < BigInt(b.authorisedUnits) ? 1 : -1));
    return this.registerLike(required(listed, `security on ${this.channel}`));
  }

  /** Defines and registers a security like a listed one. @param more - what its definition says otherwise */
  async registerLike(listed: ListedSecurity, more: object = {}): Promise<string> {
    const { form, placement } = likeOf(listed, more);
    await this.adopt(form);
    await this.execute(AURORA, 'security:register', placement);
    return form.isin;
  }

  /** Drafts and proposes a definition in the name of the issuer; the registrar adopts it. */
  async adopt(form: object): Promise<void> {
    const read = definitions.definition(form, '');
    const named = { name: definitions.pinnedNameOf(read), hash: definitions.definitionHash(read) };
    await this.execute(AURORA, 'definition:draft', { form });
    await this.execute(AURORA, 'definition:propose', named);
    const approvalId = await this.execute(BOREALIS, 'definition:adopt', named);
    const decision = { approvalId, bodyHash: bodyHashOf('definition:adopt', named) };
    await this.execute(BOREALIS, 'approval:approve', decision, { operator: CHECKER });
  }

  /** Onboards a holder: the record in the custodian's implicit collection first, the salted id in public second. */
  async registerParty(name: string, custodian = CIRRUS): Promise<string> {
    const salt = randomBytes(32).toString('hex');
    const address = { city: 'Frankfurt', country: 'DE', line1: 'Testweg 1', postalCode: '60311' };
    const retention = { purpose: 'custody account', basis: 'contract' };
    const record = canonicalJson({ schema: 1, salt, name, address, country: 'DE', retention });
    const recordHash = createHash('sha256').update(record).digest('hex');
    const digest = createHash('sha256')
      .update(canonicalJson({ mspId: custodian, name, salt }))
      .digest();
    const partyId = `P${base32(digest.subarray(0, PARTY_ID_BYTES))}`;
    const body = { partyId, recordHash };
    await this.execute(custodian, 'party:record', body, { endorsers: [custodian], transient: { record } });
    await this.execute(custodian, 'party:register', { ...body, kind: 'person' });
    return partyId;
  }

  /** Issues one lot of `units` to the holder: proposed by the issuer's maker, approved by its checker. */
  async issue(isin: string, holderId: string, units: string): Promise<void> {
    const act = await this.proposeIssue(isin, holderId, units);
    await this.execute(AURORA, 'approval:approve', act, { operator: CHECKER });
  }

  /** Proposes an issue. Returns what an approval of it names. */
  async proposeIssue(isin: string, holderId: string, units: string): Promise<object> {
    const body = { isin, allocations: [{ holderId, units }] };
    const approvalId = await this.execute(AURORA, 'register:issue', body);
    return { approvalId, bodyHash: bodyHashOf('register:issue', body) };
  }

  /** Enters instructions to move one unit each; nothing moves until they are settled. */
  async instruct(isin: string, from: string, to: string, count: number): Promise<readonly PendingTransfer[]> {
    const { openingDate: date } = this.calendar;
    const instructions = Array.from({ length: count }, () => {
      this.counter += 1;
      return {
        instructionId: `T${String(this.counter).padStart(6, '0')}`,
        isin,
        fromHolderId: from,
        toHolderId: to,
        units: '1',
        tradeDate: date,
        settlementDate: date,
      };
    });
    await this.execute(CIRRUS, 'settlement:instruct', { instructions });
    return instructions.map(({ instructionId, units }) => ({ instructionId, units }));
  }

  /** Endorsed by every member and not submitted, so that a test can choose whose endorsements to send. */
  async prepare(
    from: string,
    name: string,
    body: unknown,
    operator = MAKER,
    dated?: readonly StatedDate[],
  ): Promise<Transaction> {
    const choices = { endorsers: MEMBERS, operator, ...(dated && { dated }) };
    return (await this.proposal(from, name, body, choices)).transaction;
  }

  prepareSettlement(isin: string, instructionIds: readonly string[]): Promise<Transaction> {
    return this.prepare(BOREALIS, 'settlement:settle', { isin, instructionIds });
  }

  async query(mspId: string, name: string, ...args: readonly string[]): Promise<unknown> {
    const bytes = await this.consortium
      .at(mspId)
      .contract(SCRIP)
      .evaluate(name, { arguments: [...args] });
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  }

  /**
   * Endorses as the policies demand, orders, and waits for the verdict; any other than VALID is an error.
   *
   * @returns the id of the command
   */
  async execute(from: string, name: string, body: unknown, choices: Choices = {}): Promise<string> {
    const endorsers = name === 'authority:bootstrap' ? MEMBERS : choices.endorsers;
    const { transaction, commandId } = await this.proposal(from, name, body, {
      ...choices,
      ...(endorsers && { endorsers }),
    });
    const status = await (await transaction.submit()).getStatus();
    // every endorser of the founding must have seen what each member has accepted
    if (this.options.awaitEveryPeer || name === 'authority:acceptFounding') {
      await this.consortium.settled(status.transactionId);
    }
    if (!status.successful) {
      throw new Error(`${name} was committed with code ${status.code}`);
    }
    return commandId;
  }

  private async proposal(from: string, name: string, body: unknown, choices: Choices): Promise<Prepared> {
    this.counter += 1;
    const commandId = `test-${this.counter}-${randomBytes(4).toString('hex')}`;
    const { operator = MAKER, dated } = choices;
    const command = { commandId, operator, body, ...(dated && { dated }) };
    const proposal = this.consortium
      .at(from)
      .contract(SCRIP)
      .newProposal(name, {
        arguments: [canonicalJson(command)],
        ...(choices.endorsers && { endorsingOrganizations: [...choices.endorsers] }),
        ...(choices.transient && { transientData: { ...choices.transient } }),
      });
    try {
      return { commandId, transaction: await proposal.endorse() };
    } catch (error) {
      const details = error instanceof GatewayError ? error.details.map((d) => `${d.mspId}: ${d.message}`) : [];
      throw new Error(`${name} was not endorsed: ${details.join('; ')}`, { cause: error });
    }
  }
}

interface Prepared {
  readonly commandId: string;
  readonly transaction: Transaction;
}

interface Choices {
  /** Who gives the command; the maker when absent. */
  readonly operator?: string;
  readonly endorsers?: readonly string[];
  /** The dates that the command states. */
  readonly dated?: readonly StatedDate[];
  readonly transient?: Readonly<Record<string, string>>;
}

/** RFC 4648 base32 without padding. */
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)] ?? '').join('');
}
