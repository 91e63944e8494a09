import type { Operator } from '@scrip/config';
import { bodyHashOf, canonicalJson, definitions, NO_KEYS, securityPlacement, type MspId } from '@scrip/model';
import { z } from 'zod';
import type { Command, DomainEvent, Json, JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { BUSINESS_DATE, FakeCalendar } from './fake-calendar.js';
import { FakeDefinitions } from './fake-definitions.js';
import type { FakeFunction } from './fake-ledger.js';

interface Lot {
  readonly lotId: string;
  readonly isin: string;
  readonly holderId: string;
  readonly units: string;
}

/** What a function of the fake did. */
type Outcome = ReturnType<FakeFunction>;

const Transfer = z.object({
  instructionId: z.string(),
  isin: z.string(),
  fromHolderId: z.string(),
  toHolderId: z.string(),
  units: z.string(),
  tradeDate: z.string(),
  settlementDate: z.string(),
});

/** The functions of the chaincode that the routes need, in memory, for tests of the gateway without a network. */
export class FakeRegistry {
  readonly #mspId: string;
  readonly #calendar: FakeCalendar;
  readonly #definitions: FakeDefinitions;
  readonly #parties = new Map<string, string>();
  readonly #securities = new Map<string, JsonObject>();
  readonly #instructions = new Map<string, z.infer<typeof Transfer>>();
  /** What is done when a checker approves. */
  readonly #acts: ReadonlyMap<string, FakeFunction>;
  readonly #proposals = new Map<string, JsonObject>();
  #operators: Json = [];
  #lots: Lot[] = [];
  readonly functions: ReadonlyMap<string, FakeFunction>;

  constructor(mspId = 'TestMSP') {
    this.#mspId = mspId;
    this.#calendar = new FakeCalendar(mspId);
    this.#definitions = new FakeDefinitions(mspId);
    this.#acts = new Map<string, FakeFunction>([
      ['register:issue', (body, transactionId) => this.#issue(body, transactionId)],
      ['party:restrict', () => ({ events: [], result: null })],
      ['trust:adopt', (body) => ({ events: [{ type: 'TrustAdopted', facts: { trust: body } }], result: null })],
      ...this.#calendar.acts,
      ...this.#definitions.acts,
    ]);
    const proposing: FakeFunction = (body, transactionId, command) => this.#propose(body, transactionId, command);
    this.functions = new Map<string, FakeFunction>([
      ['party:record', () => ({ events: [], result: null })],
      ['party:register', (body) => this.#registerParty(body)],
      ['party:get', ({ args }) => this.#getParty(args)],
      ['security:register', (body) => this.#registerSecurity(body)],
      ['security:get', ({ args }) => this.#getSecurity(args)],
      ['operator:list', () => ({ events: [], result: { operators: this.#operators } })],
      ['operator:bootstrap', (body) => this.#bootstrapOperators(body)],
      ...[...this.#acts.keys()].map((name) => [name, proposing] as const),
      ['approval:approve', (body, transactionId, command) => this.#approve(body, transactionId, command)],
      ['approval:reject', (body, _, command) => this.#reject(body, command)],
      ['settlement:instruct', (body) => this.#instruct(body)],
      ['settlement:settle', (body, transactionId) => this.#settle(body, transactionId)],
      ['reconciliation:holdings', ({ args }) => this.#holdings(args)],
      ['reconciliation:report', (body, transactionId) => this.#reconcile(body, transactionId)],
      ...this.#calendar.functions,
      ...this.#definitions.functions,
    ]);
  }

  /** The founding of the channel, with the operators of the organisation. */
  founding(operators: readonly Operator[]): readonly DomainEvent[] {
    const participants = [{ mspId: this.#mspId, lei: '9999FICTAURORABANK97', name: 'Test', roles: ['registrar'] }];
    const calendars = [{ calendar: 'TARGET', businessDate: BUSINESS_DATE, phase: 'open' }];
    const charter = { network: 'test-network', referenceCalendar: 'TARGET' };
    const facts = { charter, participants, calendars };
    const appointed = operators.map(({ id, roles }) => ({ operatorId: id, roles: [...roles] }));
    const { events } = this.#bootstrapOperators({ operators: appointed });
    return [{ type: 'AuthorityBootstrapped', facts }, this.#calendar.published(), ...events];
  }

  #registerParty(body: JsonObject): Outcome {
    const { partyId, recordHash } = z.object({ partyId: z.string(), recordHash: z.string() }).parse(body);
    this.#parties.set(partyId, this.#mspId);
    const keyring = { keys: [], thresholds: { ...NO_KEYS.thresholds } };
    const own = { kind: body['kind'] ?? 'person', keyring, sequence: 0, restrictions: [] };
    const entity = body['entity'] === undefined ? {} : { entity: body['entity'] };
    const party = { partyId, custodian: this.#mspId, recordHash, ...own, ...entity };
    return { events: [{ type: 'PartyRegistered', facts: { party } }], result: { partyId } };
  }

  #getParty(args: Json | undefined): Outcome {
    const [partyId] = z.array(z.string()).parse(args);
    const custodian = this.#parties.get(partyId ?? '');
    if (custodian === undefined) throw new LedgerRefusal('PARTY_UNKNOWN', 'There is no such party.');
    return { events: [], result: { partyId: partyId ?? '', custodian } };
  }

  #registerSecurity(body: JsonObject): Outcome {
    const placement = securityPlacement(body, '');
    const definition = this.#definitions.security(placement.definition);
    const security = JSON.parse(
      canonicalJson(definitions.registrationOf(definition, placement, this.#mspId as MspId)),
    ) as JsonObject;
    const { isin } = definition;
    if (this.#securities.has(isin)) throw new LedgerRefusal('SECURITY_EXISTS', 'A security with this ISIN is there.');
    this.#securities.set(isin, security);
    return { events: [{ type: 'SecurityRegistered', facts: { security } }], result: { isin } };
  }

  #getSecurity(args: Json | undefined): Outcome {
    const [isin] = z.array(z.string()).parse(args);
    const security = this.#securities.get(isin ?? '');
    if (security === undefined) throw new LedgerRefusal('SECURITY_UNKNOWN', 'There is no such security.');
    return { events: [], result: security };
  }

  #bootstrapOperators(body: JsonObject): Outcome {
    const { operators } = z.object({ operators: z.array(z.record(z.string(), z.json())) }).parse(body);
    const recorded = operators.map((each) => ({ ...each, mspId: this.#mspId, validFrom: BUSINESS_DATE }));
    this.#operators = recorded;
    return { events: [{ type: 'OperatorsAppointed', facts: { operators: recorded } }], result: null };
  }

  #propose(body: JsonObject, transactionId: string, { commandId, name, operator }: Command): Outcome {
    if (name === 'register:issue') this.#issue(body, transactionId, 'rehearsed');
    const dates = { proposedOn: BUSINESS_DATE, expiresOn: BUSINESS_DATE };
    const act = { function: name, body, bodyHash: bodyHashOf(name, body) };
    const approval = { approvalId: commandId, mspId: this.#mspId, ...act, maker: operator, ...dates };
    this.#proposals.set(commandId, approval);
    return { events: [{ type: 'ActProposed', facts: { approval } }], result: { approvalId: commandId } };
  }

  #approve(body: JsonObject, transactionId: string, command: Command): Outcome {
    const { operator: checker } = command;
    const approval = this.#decided(body, checker);
    const act = this.#acts.get(z.string().parse(approval['function']));
    if (act === undefined) throw new LedgerRefusal('FUNCTION_UNKNOWN', 'There is no such function.');
    const { events, result } = act(approval['body'] as JsonObject, transactionId, command);
    const facts = { approval: { ...approval, status: 'approved', checker, decidedOn: BUSINESS_DATE } };
    return { events: [...events, { type: 'ActApproved', facts }], result };
  }

  #reject(body: JsonObject, { operator: checker }: Command): Outcome {
    const { reason } = z.object({ reason: z.string() }).parse(body);
    const decision = { status: 'rejected', checker, decidedOn: BUSINESS_DATE, reason };
    const facts = { approval: { ...this.#decided(body, checker), ...decision } };
    return { events: [{ type: 'ActRejected', facts }], result: null };
  }

  #decided(body: JsonObject, checker: string): JsonObject {
    const { approvalId, bodyHash } = z.object({ approvalId: z.string(), bodyHash: z.string() }).parse(body);
    const approval = this.#proposals.get(approvalId);
    if (approval === undefined) throw new LedgerRefusal('APPROVAL_CLOSED', 'The act has been decided already.');
    if (approval['bodyHash'] !== bodyHash) throw new LedgerRefusal('APPROVAL_DIFFERS', 'The act is another.');
    if (approval['maker'] === checker) throw new LedgerRefusal('SAME_PERSON', 'The maker does not check.');
    this.#proposals.delete(approvalId);
    return approval;
  }

  #issue(body: JsonObject, transactionId: string, mode: 'done' | 'rehearsed' = 'done'): Outcome {
    const Body = z.object({
      isin: z.string(),
      allocations: z.array(z.object({ holderId: z.string(), units: z.string(), price: z.string().optional() })),
    });
    const { isin, allocations } = Body.parse(body);
    this.#getSecurity([isin]);
    const lots = allocations.map(({ holderId, units, price }, index) => {
      this.#getParty([holderId]);
      const lot = { lotId: `${transactionId}/${index}`, isin, holderId, units };
      if (mode === 'done') this.#lots.push(lot);
      return { ...lot, acquiredOn: BUSINESS_DATE, origin: 'issue', ...(price === undefined ? {} : { price }) };
    });
    const issued = this.#lots.filter((lot) => lot.isin === isin).reduce((sum, lot) => sum + BigInt(lot.units), 0n);
    const event = (lot: (typeof lots)[number]): DomainEvent => ({
      type: 'HoldingIssued',
      facts: { isin, businessDate: BUSINESS_DATE, holderId: lot.holderId, created: [lot], issued: issued.toString() },
    });
    return { events: lots.map(event), result: { isin, lots } };
  }

  #holdings(args: Json | undefined): Outcome {
    const [isin] = z.array(z.string()).parse(args);
    const lots = this.#lots.filter((lot) => lot.isin === isin);
    const rows = lots.map(({ holderId, units }) => ({ holderId, units, reserved: '0', encumbered: '0' }));
    const issued = lots.reduce((sum, { units }) => sum + BigInt(units), 0n);
    return { events: [], result: { issued: issued.toString(), rows } };
  }

  #reconcile(body: JsonObject, reportId: string): Outcome {
    const { differences, ...report } = z.looseObject({ differences: z.array(z.json()) }).parse(body);
    const result = differences.length === 0 ? 'agrees' : 'differs';
    const counts = { opened: differences.length, kept: 0, closed: 0 };
    const facts = { ...report, reportId, by: this.#mspId, reportedOn: BUSINESS_DATE, result, ...counts } as JsonObject;
    const { isin } = z.object({ isin: z.string() }).parse(body);
    return {
      events: [{ type: 'BooksReconciled', facts: { report: facts } }],
      result: { isin, reportId, result, ...counts },
    };
  }

  #instruct(body: JsonObject): Outcome {
    const { instructions } = z.object({ instructions: z.array(Transfer) }).parse(body);
    for (const { instructionId, tradeDate } of instructions) {
      if (this.#instructions.has(instructionId)) throw new LedgerRefusal('INSTRUCTION_EXISTS', 'It exists.');
      if (tradeDate > BUSINESS_DATE) throw new LedgerRefusal('TRADE_DATE_IN_FUTURE', 'The trade date is later.');
    }
    for (const instruction of instructions) this.#instructions.set(instruction.instructionId, instruction);
    const facts = (instruction: z.infer<typeof Transfer>): JsonObject => ({
      ...instruction,
      ...{ custodian: this.#mspId, instructedOn: BUSINESS_DATE },
    });
    const events = instructions.map((each) => ({ type: 'InstructionRegistered', facts: { instruction: facts(each) } }));
    return { events, result: null };
  }

  #settle(body: JsonObject, transactionId: string): Outcome {
    const { instructionIds } = z.object({ instructionIds: z.array(z.string()) }).parse(body);
    let index = 0;
    const events = instructionIds.map((instructionId): DomainEvent => {
      const instruction = Transfer.parse(this.#instructions.get(instructionId));
      const { isin, fromHolderId, toHolderId, units } = instruction;
      const held = this.#lots.filter((lot) => lot.isin === isin && lot.holderId === fromHolderId);
      const rest = held.reduce((sum, lot) => sum + BigInt(lot.units), 0n) - BigInt(units);
      if (rest < 0n)
        return {
          type: 'InstructionRefused',
          facts: { isin, instructionId, businessDate: BUSINESS_DATE, code: 'UNITS_INSUFFICIENT' },
        };
      const lot = (holderId: string, amount: bigint, origin: string): JsonObject & Lot => ({
        lotId: `${transactionId}/${index++}`,
        ...{ isin, holderId, units: amount.toString(), acquiredOn: BUSINESS_DATE, origin },
      });
      const created = [lot(toHolderId, BigInt(units), 'transfer')];
      if (rest > 0n) created.push(lot(fromHolderId, rest, 'remainder'));
      this.#lots = [...this.#lots.filter((each) => !held.includes(each)), ...created];
      const consumed = held.map(({ lotId }) => lotId);
      return {
        type: 'HoldingTransferred',
        facts: { isin, businessDate: BUSINESS_DATE, instructionId, consumed, created },
      };
    });
    return { events, result: null };
  }
}
