import { describe, expect, test } from '@jest/globals';
import { peer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { LedgerFixture, type TestTransaction } from './ledger-fixture.js';
import type { Simulator } from './types.js';
import { compareUtf8 } from './utf8-order.js';

const { VALID, MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT } = peer.TxValidationCode;

type Operation =
  | { readonly kind: 'get' | 'delete'; readonly key: string }
  | { readonly kind: 'put'; readonly key: string; readonly value: number }
  | { readonly kind: 'scan'; readonly start: string; readonly end: string };
type Program = readonly Operation[];

/** A naive world state: value and the serial number of the transaction that wrote it. */
type Model = Map<string, { readonly value: string; readonly writer: number }>;

const key = fc.constantFrom('', 'a', 'b', 'c', '\ue000', '\u{10000}', 'a\u0000');
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constantFrom('get' as const, 'delete' as const), key }),
  fc.record({ kind: fc.constant('put' as const), key, value: fc.nat(2) }),
  fc.record({ kind: fc.constant('scan' as const), start: key, end: key }),
);
/** Blocks of programs; all programs of a block are simulated before it commits. */
const history = fc.array(
  fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
  {
    minLength: 1,
    maxLength: 5,
  },
);

async function simulate(simulator: Simulator, program: Program): Promise<void> {
  for (const step of program) {
    if (step.kind === 'get') {
      await simulator.getState('cc', step.key);
    } else if (step.kind === 'put') {
      simulator.putState('cc', step.key, Buffer.from(`value ${step.value}`));
    } else if (step.kind === 'scan') {
      await simulator.range('cc', step.start, step.end).next();
    } else {
      simulator.deleteState('cc', step.key);
    }
  }
}

/** Everything that a program reads in a world state. */
function reads(program: Program, model: Model): unknown[] {
  return program.map((step) => {
    if (step.kind === 'get') {
      return model.get(step.key)?.writer;
    }
    return step.kind === 'scan' ? scan(model, step.start, step.end) : undefined;
  });
}

function scan(model: Model, start: string, end: string): [string, number][] {
  return [...model]
    .filter(([name]) => compareUtf8(name, start) >= 0 && (end === '' || compareUtf8(name, end) < 0))
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([name, { writer }]) => [name, writer]);
}

function apply(program: Program, model: Model, writer: number): void {
  const last = new Map(
    program.flatMap((step) => (step.kind === 'put' || step.kind === 'delete' ? [[step.key, step]] : [])),
  );
  for (const [name, step] of last) {
    if (step.kind === 'put') {
      model.set(name, { value: `value ${step.value}`, writer });
    } else {
      model.delete(name);
    }
  }
}

/** Whether a block's earlier valid programs wrote a key that this one reads by name: a conflict even if it was deleted. */
function readsWritten(program: Program, written: ReadonlySet<string>): boolean {
  return program.some((step) => step.kind === 'get' && written.has(step.key));
}

describe('valid transactions', () => {
  test('have read what they would read at their place in the order; others are refused', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (blocks) => {
        const fixture = await LedgerFixture.create();
        try {
          const model: Model = new Map();
          let writer = 0;
          for (const programs of blocks) {
            const before = new Map(model);
            const transactions: TestTransaction[] = [];
            for (const program of programs) {
              transactions.push(await fixture.simulate((simulator) => simulate(simulator, program)));
            }
            const { flags } = await fixture.commit(transactions);
            const written = new Set<string>();
            for (const [index, program] of programs.entries()) {
              writer++;
              const unchanged = JSON.stringify(reads(program, before)) === JSON.stringify(reads(program, model));
              const valid = unchanged && !readsWritten(program, written);
              expect(valid ? [VALID] : [MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT]).toContain(flags[index]);
              if (valid) {
                apply(program, model, writer);
                program.forEach((step) => (step.kind === 'put' || step.kind === 'delete') && written.add(step.key));
              }
            }
          }
          expect(await stateOf(fixture)).toEqual(scan(model, '', '').map(([name]) => [name, model.get(name)?.value]));
        } finally {
          await fixture.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });

  test('leave the same commit hash on every ledger that gets the same blocks, whenever it was restarted', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(4), async (blocks, restartAfter) => {
        const [source, copy] = [await LedgerFixture.create(), await LedgerFixture.create()];
        try {
          for (const [index, programs] of blocks.entries()) {
            const transactions: TestTransaction[] = [];
            for (const program of programs) {
              transactions.push(await source.simulate((simulator) => simulate(simulator, program)));
            }
            const original = await source.commit(transactions);
            expect(await copy.commit(transactions)).toEqual(original);
            if (index === restartAfter) {
              await copy.reopen();
            }
          }
          expect(await stateOf(copy)).toEqual(await stateOf(source));
        } finally {
          await Promise.all([source.dispose(), copy.dispose()]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

async function stateOf(fixture: LedgerFixture): Promise<[string, string][]> {
  const entries: [string, string][] = [];
  const state = fixture.ledger.state();
  for await (const [name, { value }] of state.range('cc', '', '')) {
    entries.push([name, value.toString()]);
  }
  state.release();
  return entries;
}
