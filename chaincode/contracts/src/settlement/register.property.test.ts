import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Channel } from '../test-support/channel.js';
import {
  channelWithShare,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';

const { isin } = SHARE;
const HOLDERS = 3;
const index = fc.integer({ min: 0, max: HOLDERS - 1 });

type Step =
  | { readonly kind: 'issue'; readonly to: number; readonly units: bigint }
  | { readonly kind: 'settle'; readonly transfers: readonly Transfer[] };

interface Transfer {
  readonly from: number;
  readonly to: number;
  readonly units: bigint;
}

const transfer = fc
  .record({ from: index, to: index, units: fc.bigInt(1n, 120n) })
  .filter(({ from, to }) => from !== to);
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ kind: fc.constant('issue' as const), to: index, units: fc.bigInt(1n, 600n) }),
    fc.record({ kind: fc.constant('settle' as const), transfers: fc.array(transfer, { minLength: 1, maxLength: 6 }) }),
  ),
  { minLength: 1, maxLength: 8 },
);

/** What plain arithmetic expects, written without the code under test. */
class Expectation {
  readonly units: bigint[] = Array.from({ length: HOLDERS }, () => 0n);
  issued = 0n;

  issue(to: number, units: bigint): boolean {
    if (this.issued + units > BigInt(SHARE.authorisedUnits)) return false;
    this.issued += units;
    this.units[to] = (this.units[to] ?? 0n) + units;
    return true;
  }

  transfer({ from, to, units }: Transfer): 'settled' | 'refused' {
    const held = this.units[from] ?? 0n;
    if (held < units) return 'refused';
    this.units[from] = held - units;
    this.units[to] = (this.units[to] ?? 0n) + units;
    return 'settled';
  }
}

interface RegisterAnswer {
  readonly issued: string;
  readonly holders: readonly { readonly holderId: string; readonly units: string; readonly lots: number }[];
}

async function compare(channel: Channel, ids: readonly string[], expected: Expectation): Promise<void> {
  const register = (await channel.evaluate(REGULATOR, 'register:holders', [isin])) as RegisterAnswer;
  expect(BigInt(register.issued)).toBe(expected.issued);
  for (const [position, id] of ids.entries()) {
    const entry = register.holders.find((holder) => holder.holderId === id);
    expect(BigInt(entry?.units ?? '0')).toBe(expected.units[position]);
    expect(entry?.units).not.toBe('0');
  }
}

let used = 0;

async function settle(channel: Channel, ids: readonly string[], transfers: readonly Transfer[]): Promise<unknown> {
  const instructions = transfers.map(({ from, to, units }) => {
    used += 1;
    return instructionOf(`i-${String(used)}`, ids[from] ?? '', ids[to] ?? '', units.toString());
  });
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
  const instructionIds = instructions.map((instruction) => instruction['instructionId']);
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds });
  return (result as { readonly instructions: readonly { readonly status: string }[] }).instructions.map(
    ({ status }) => status,
  );
}

describe('property: the register', () => {
  test('agrees with plain arithmetic after every issue and every batch, whatever is refused in between', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const channel = await channelWithShare();
        const ids: string[] = [];
        for (const name of ['Ada', 'Bob', 'Cleo']) ids.push(await takeOn(channel, CUSTODIAN, name));
        const expected = new Expectation();
        for (const step of given) {
          if (step.kind === 'issue') {
            const allocations = [{ holderId: ids[step.to], units: step.units }];
            const issued = channel.submit(ISSUER, 'register:issue', { isin, allocations });
            const isAllowed = expected.issue(step.to, step.units);
            expect(
              await issued.then(
                () => true,
                () => false,
              ),
            ).toBe(isAllowed);
          } else {
            const statuses = step.transfers.map((each) => expected.transfer(each));
            expect(await settle(channel, ids, step.transfers)).toEqual(statuses);
          }
          await compare(channel, ids, expected);
        }
      }),
      { numRuns: 20 },
    );
  });
});
