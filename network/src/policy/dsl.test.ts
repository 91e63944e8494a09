import { describe, expect, test } from '@jest/globals';
import { common, msp } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { parsePolicy } from './dsl.js';
import { POLICY_VECTORS } from './dsl.vectors.js';
import { printPolicy } from './print.js';
import { PolicySyntaxError } from './syntax-error.js';

function hex(envelope: common.SignaturePolicyEnvelope): string {
  return Buffer.from(envelope.serializeBinary()).toString('hex');
}

function positionOf(text: string): number {
  try {
    parsePolicy(text);
  } catch (error) {
    if (error instanceof PolicySyntaxError) {
      return error.position;
    }
  }
  throw new Error(`${text} parses`);
}

describe('policy text', () => {
  test.each(POLICY_VECTORS)('%s makes the bytes that Fabric makes', (text, bytes) => {
    expect(hex(parsePolicy(text))).toBe(bytes);
  });

  test.each([
    ['', 0, 'missing AND, OR or OutOf'],
    ["'A.member'", 0, 'unknown gate'],
    ['AND()', 4, 'unknown gate'],
    ["and('A.member')", 0, 'unknown gate'],
    ["anD('A.member')", 0, 'unknown gate'],
    ["AND('A.member' 'B.member')", 15, "expected ',' or ')'"],
    ["OR('A.member', Bmember)", 15, 'unknown gate'],
    ["OR('A.member', 'Bmember')", 15, 'error parsing principal Bmember'],
    ["OR('A_B.member')", 3, 'error parsing principal A_B.member'],
    ["OR('A.chairman')", 3, 'error parsing principal A.chairman'],
    ['OutOf(1)', 7, "expected ','"],
    ["OutOf('A.member')", 6, 'must be a number'],
    ["OutOf(-1, 'A.member')", 6, 'unexpected character'],
    ["OutOf(4, 'A.member', 'B.member')", 6, 'invalid t-out-of-n predicate, t 4, n 2'],
    ["OR('A.member", 3, 'unterminated quotation'],
    ["OR('A.member') OR", 15, 'unexpected text after the policy'],
    ["OR('A.member'", 13, "expected ',' or ')'"],
  ])('%j is refused at %d', (text, position, reason) => {
    expect(positionOf(text)).toBe(position);
    expect(() => parsePolicy(text)).toThrow(reason);
  });

  test('nesting is bounded', () => {
    const nested = (depth: number): string => `${'AND('.repeat(depth)}'A.member'${')'.repeat(depth)}`;
    expect(parsePolicy(nested(32)).getIdentitiesList()).toHaveLength(1);
    expect(() => parsePolicy(nested(33))).toThrow('more than 32 nested gates');
  });
});

describe('policy printer', () => {
  const principal = fc
    .tuple(fc.constantFrom('A', 'Org1MSP', 'x-y.z'), fc.constantFrom('member', 'admin', 'client', 'peer', 'orderer'))
    .map(([organization, role]) => `'${organization}.${role}'`);
  const { policy } = fc.letrec<{ policy: string; operand: string }>((tie) => ({
    operand: fc.oneof({ depthSize: 'small' }, principal, tie('policy')),
    policy: fc
      .tuple(fc.nat({ max: 4 }), fc.array(tie('operand'), { minLength: 1, maxLength: 3 }))
      .map(([threshold, operands]) => `OutOf(${Math.min(threshold, operands.length + 1)}, ${operands.join(', ')})`),
  }));

  test('what it prints parses to the same policy', () => {
    fc.assert(
      fc.property(policy, (text) => {
        const parsed = parsePolicy(text);
        expect(hex(parsePolicy(printPolicy(parsed)))).toBe(hex(parsed));
      }),
      { numRuns: 200 },
    );
  });

  test('prefers the gates with names', () => {
    const text = "OutOf(2, OR('A.peer', 'B.peer'), AND('C.admin', 'D.admin'), 'E.member')";
    expect(printPolicy(parsePolicy(text))).toBe(text);
    expect(printPolicy(parsePolicy("OutOf(1, 'A.peer', 'B.peer')"))).toBe("OR('A.peer', 'B.peer')");
  });

  test('refuses what the text form cannot say', () => {
    const envelope = parsePolicy("OR('A.peer')");
    const identity = new msp.MSPPrincipal();
    identity.setPrincipalClassification(msp.MSPPrincipal.Classification.IDENTITY);
    envelope.setIdentitiesList([identity]);
    expect(() => printPolicy(envelope)).toThrow(RangeError);
    expect(() => printPolicy(new common.SignaturePolicyEnvelope())).toThrow(RangeError);
  });
});
