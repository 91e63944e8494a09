import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Problem } from '../http/problem.js';
import type { Ledger } from '../ledger/ledger.js';
import { bookedUnits } from '../read-model/reconciliation-queries.js';
import type { ReadModel } from '../read-model/read-model.js';
import { inClear, type Comparison, type FoundDifference } from './comparison.js';

const Units = z.string().transform(BigInt);
const HoldingsPage = z.object({
  issued: Units,
  rows: z.array(z.object({ holderId: z.string(), units: Units, reserved: Units, encumbered: Units })),
  next: z.string().optional(),
});

/** What the ledger holds of a security. */
interface LedgerHoldings {
  readonly issued: bigint;
  readonly rows: z.output<typeof HoldingsPage>['rows'];
}

/** Times that a register is read again because units moved meanwhile. */
const ATTEMPTS_MAX = 5;
const READ_MODEL_WAIT_MS = 5_000;
const PAUSE_MS = 200;

/**
 * Compares a register with its derivations: issued units with the sum of the lots, with the entries that brought them in
 * and took them out, and with the read model; and holding by holding with what is reserved and encumbered of it. All of
 * it is read of one state: when units move meanwhile, it is read again.
 *
 * @throws {Problem} LEDGER_CONFLICT when they never rest
 */
export async function compareRegister(ledger: Ledger, readModel: ReadModel, isin: string): Promise<Comparison> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const before = (await ledger.height()) - 1;
    const holdings = await ledgerHoldings(ledger, isin);
    const after = (await ledger.height()) - 1;
    await readModel.waitForBlock(ledger.channel, after, READ_MODEL_WAIT_MS);
    const booked = bookedUnits(readModel.database, ledger.channel, isin);
    if (booked.lastBlock <= before) return compared(holdings, booked);
    await delay(PAUSE_MS);
  }
  throw Problem.of('LEDGER_CONFLICT');
}

/** What the ledger holds, page by page. */
async function ledgerHoldings(ledger: Ledger, isin: string): Promise<LedgerHoldings> {
  const rows: LedgerHoldings['rows'][number][] = [];
  for (let after = ''; ;) {
    const page = HoldingsPage.parse(await ledger.evaluate('reconciliation:holdings', isin, after));
    rows.push(...page.rows);
    if (page.next === undefined) return { issued: page.issued, rows };
    after = page.next;
  }
}

function compared(
  { issued, rows }: LedgerHoldings,
  { held, entered }: { readonly held: bigint; readonly entered: bigint },
): Comparison {
  const lots = rows.reduce((sum, { units }) => sum + units, 0n);
  const totals = [
    { name: 'lots', expected: issued, found: lots, reason: 'position' },
    { name: 'entries', expected: issued, found: entered, reason: 'position' },
    { name: 'capTable', expected: lots, found: held, reason: 'record' },
  ] as const;
  const differences: FoundDifference[] = totals
    .filter(({ expected, found }) => expected !== found)
    .map(({ name, expected, found, reason }) => differenceOf(reason, name.toLowerCase(), expected, found));
  for (const { holderId, units, reserved, encumbered } of rows) {
    if (reserved > units) differences.push(differenceOf('settlement', `reserved:${holderId}`, units, reserved));
    if (encumbered > units) differences.push(differenceOf('record', `encumbered:${holderId}`, units, encumbered));
  }
  const figures = totals.map(({ name, expected, found }) => ({
    name,
    expected: inClear(expected),
    found: inClear(found),
  }));
  return { records: rows.length, figures, differences };
}

const differenceOf = (reason: string, subject: string, expected: bigint, found: bigint): FoundDifference => ({
  kept: { reason, subject, expected: expected.toString(), found: found.toString() },
  told: { reason, subject, expected: inClear(expected), found: inClear(found) },
});
