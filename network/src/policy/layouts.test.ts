import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from './dsl.js';
import { identityOf } from '../msp/identity.fixture.js';
import { MspManager } from '../msp/msp-manager.js';
import { layouts, MAX_LAYOUT_ORGANIZATIONS } from './layouts.js';
import type { Policy } from './policy.js';
import { compileSignatureEnvelope } from './signature-policy.js';

const PEERS = ['A.peer', 'B.peer', 'C.peer', 'D.peer'].map(identityOf);

function policy(text: string): Policy {
  return compileSignatureEnvelope(parsePolicy(text), new MspManager([]));
}

describe('layouts', () => {
  test("a key policy with an administrators' override is planned with its attestors only", () => {
    const key = policy("OutOf(1, AND('B.peer', 'C.peer'), AND('D.admin', OR('A.admin', 'B.admin')))");
    expect(layouts([key], PEERS)).toEqual([['B', 'C']]);
  });

  test('two key policies that share an organisation need the union of both', () => {
    const [one, other] = [policy("AND('A.peer', 'B.peer')"), policy("AND('B.peer', 'C.peer')")];
    expect(layouts([one, other], PEERS)).toEqual([['A', 'B', 'C']]);
  });

  test('all smallest majorities, and no larger set', () => {
    const majority = policy("OutOf(3, 'A.peer', 'B.peer', 'C.peer', 'D.peer')");
    expect(layouts([majority], PEERS)).toEqual([
      ['A', 'B', 'C'],
      ['A', 'B', 'D'],
      ['A', 'C', 'D'],
      ['B', 'C', 'D'],
    ]);
  });

  test('alternatives of different size are all offered, smaller first', () => {
    const either = policy("OutOf(1, AND('A.peer', 'B.peer'), 'C.peer')");
    expect(layouts([either], PEERS)).toEqual([['C'], ['A', 'B']]);
  });

  test('peers that may not be chosen make no layout', () => {
    const either = policy("OR('A.peer', 'B.peer')");
    expect(layouts([either], PEERS.slice(1))).toEqual([['B']]);
  });

  test('there is none for administrators, for one organisation twice, or for an unknown one', () => {
    expect(layouts([policy("AND('D.admin', 'A.peer')")], PEERS)).toEqual([]);
    expect(layouts([policy("AND('A.peer', 'A.peer')")], PEERS)).toEqual([]);
    expect(layouts([policy("OR('E.peer')")], PEERS)).toEqual([]);
  });

  test('no policy at all needs nobody', () => {
    expect(layouts([], PEERS)).toEqual([[]]);
  });

  test('the search is bounded', () => {
    const many = Array.from({ length: MAX_LAYOUT_ORGANIZATIONS + 1 }, (_, index) => identityOf(`O${index}.peer`));
    expect(() => layouts([], many)).toThrow(RangeError);
  });
});
