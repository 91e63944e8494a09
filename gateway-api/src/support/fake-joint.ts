import {
  affirmJoint,
  jointBatch,
  jointRequest,
  nettingSet,
  paymentReport,
  partyWord,
  proposeJoint,
  reserveJoint,
  settleInSet,
  settleJoint,
  statePayment,
  withdrawJoint,
  type BusinessDate,
  type JointInstruction,
  type MspId,
  type TransactionId,
} from '@scrip/model';
import type { JsonObject } from '../ledger/ledger.js';
import { stated } from '../http/stated.js';
import { BUSINESS_DATE } from './fake-calendar.js';
import type { FakeFunction } from './fake-ledger.js';

const TODAY = BUSINESS_DATE as BusinessDate;

/**
 * Joint instructions of the chaincode in memory, for tests of the gateway: the model's own steps, without a register.
 *
 * @param lacks - whether the units of an instruction are not there
 */
export function fakeJoint(
  mspId = 'TestMSP',
  lacks: (instruction: JointInstruction) => boolean = () => false,
): ReadonlyMap<string, FakeFunction> {
  const known = new Map<string, JointInstruction>();
  const plain = (instruction: JointInstruction): JsonObject =>
    stated({
      ...instruction,
      legs: instruction.legs.map((leg) => (leg.kind === 'delivery' ? { ...leg, units: leg.units.toString() } : leg)),
    });
  const of = (id: string): JointInstruction => {
    const instruction = known.get(id);
    if (instruction === undefined) throw new Error(`no instruction ${id}`);
    return instruction;
  };
  const keep = (type: string, instruction: JointInstruction, more: JsonObject = {}): ReturnType<FakeFunction> => {
    known.set(instruction.instructionId, instruction);
    const { instructionId, status } = instruction;
    return {
      events: [{ type, facts: { instruction: plain(instruction), ...more } }],
      result: { instructionId, status },
    };
  };
  const isCovered = (instruction: JointInstruction): boolean =>
    instruction.status === 'affirmed' && !lacks(instruction);
  return new Map<string, FakeFunction>([
    ['instruction:settleNetted', settlingNetted(of, keep)],
    [
      'instruction:propose',
      (body) => keep('JointInstructionProposed', proposeJoint(jointRequest(body, ''), mspId as MspId, TODAY)),
    ],
    [
      'instruction:affirm',
      (body) => {
        const { instructionId, party } = partyWord(body, '');
        const said = { party, custodian: mspId as MspId, affirmedOn: TODAY };
        const affirmed = affirmJoint(of(instructionId), said);
        return keep('JointInstructionAffirmed', isCovered(affirmed) ? reserveJoint(affirmed) : affirmed);
      },
    ],
    [
      'instruction:withdraw',
      (body) => {
        const { instructionId, party } = partyWord(body, '');
        return keep('JointInstructionWithdrawn', withdrawJoint(of(instructionId), party, TODAY));
      },
    ],
    [
      'instruction:statePayment',
      (body) => {
        const report = paymentReport(body, '');
        const { instructionId, leg, state } = report;
        const done = keep('PaymentStated', statePayment(of(instructionId), report, mspId as MspId, TODAY));
        return { ...done, result: { instructionId, leg, state } };
      },
    ],
    [
      'instruction:settle',
      (body, transactionId) => {
        const [id = ''] = jointBatch(body, '').instructionIds;
        const at = { transactionId: transactionId as TransactionId, businessDate: TODAY };
        const { events, result } = keep('JointInstructionSettled', settleJoint(of(id), at), { movements: [] });
        return { events, result: { instructions: [result] } };
      },
    ],
  ]);
}

type Keep = (type: string, instruction: JointInstruction, more?: JsonObject) => ReturnType<FakeFunction>;

const settlingNetted =
  (of: (id: string) => JointInstruction, keep: Keep): FakeFunction =>
  (body, transactionId) => {
    const set = nettingSet(body, '');
    const at = { transactionId: transactionId as TransactionId, businessDate: TODAY };
    const settled = set.instructionIds.map((id) =>
      keep('JointInstructionSettled', settleInSet(of(id), set, at), { movements: [] }),
    );
    const netted = { instructionIds: [...set.instructionIds], movements: [] };
    return {
      events: [{ type: 'JointInstructionsNetted', facts: netted }, ...settled.flatMap(({ events }) => events)],
      result: { instructions: settled.map(({ result }) => result) },
    };
  };
