import { randomUUID } from 'node:crypto';
import type { NewInstruction } from '@scrip/gateway-api';
import { AURORA, BOREALIS, DELTA } from '../support/consortium.js';
import { registerLike } from '../support/definitions.js';
import { eventually } from '../support/eventually.js';
import { listedSecurities } from '../support/listed.js';
import { afterWeekdays, type MarketScene } from '../support/market-scene.js';

const CHANNEL = { channel: 'placements' } as const;
const ADDRESS = { line1: '1 Sample Street', city: 'Dublin', postalCode: 'D02 X285', country: 'IE' };
const DAY_MS = 86_400_000;

/** The other ledger of the network: a channel with other members, other holders and a business day of its own. */
export class Placements {
  private constructor(
    private readonly scene: MarketScene,
    readonly isin: string,
    private readonly calendar: string,
    private date: string,
  ) {}

  /** The channel with a security on it. */
  static open(scene: MarketScene): Promise<Placements> {
    return scene.once('the other channel', async () => {
      const note = listedSecurities().find(({ text }) => text === 'kfw-zero-2037');
      if (note === undefined) throw new Error('there is no security');
      const isin = await registerLike(scene, note, {}, CHANNEL);
      const aurora = scene.at(AURORA);
      const { referenceCalendar, asOf } = await aurora.parties.ledger(CHANNEL);
      return new Placements(scene, isin, referenceCalendar, asOf.businessDate ?? '');
    }) as Promise<Placements>;
  }

  /** The business date there, some calendar days from now. */
  day(days = 0): string {
    return new Date(Date.parse(this.date) + days * DAY_MS).toISOString().slice(0, 10);
  }

  /** Somebody new at Aurora, with units if any are named. */
  async trader(units?: string): Promise<string> {
    const body = { name: 'Somebody', address: ADDRESS, country: 'IE' };
    const { partyId } = await this.scene.at(AURORA).registerParty(body, CHANNEL);
    if (units === undefined) return partyId;
    const allocations = [{ holderId: partyId, units }];
    const proposed = await this.scene.at(AURORA).issue(this.isin, { allocations }, CHANNEL);
    await this.scene.at(AURORA, 'checker').approve(proposed, CHANNEL);
    return partyId;
  }

  /** A delivery that both have affirmed. @returns its id */
  async bound(from: string, to: string, units: string, more: Partial<NewInstruction>): Promise<string> {
    const instructionId = randomUUID();
    const legs = [{ kind: 'delivery' as const, isin: this.isin, from, to, units }];
    const dates = { tradeDate: this.day(), settlementDate: this.day(), lastDay: this.day(5) };
    const body = { instructionId, legs, mode: 'onAffirmation' as const, ...dates, ...more };
    const { instructions } = this.scene.at(AURORA);
    await instructions.propose(body, CHANNEL);
    for (const party of [from, to]) await instructions.affirm(instructionId, { party }, CHANNEL);
    return instructionId;
  }

  present(id: string, preimage: string): Promise<unknown> {
    return this.scene.at(AURORA).instructions.presentPreimage(id, preimage, CHANNEL);
  }

  async preimageOf(id: string): Promise<string | undefined> {
    return (await this.scene.at(AURORA).instructions.get(id, CHANNEL)).instruction.preimage;
  }

  /** Waits until an instruction has come to a status. */
  async ends(id: string, status: string): Promise<string | undefined> {
    return eventually(async () => {
      const { instruction } = await this.scene.at(AURORA).instructions.get(id, CHANNEL);
      return instruction.status === status ? status : undefined;
    }, 30_000);
  }

  async held(...parties: readonly string[]): Promise<readonly string[]> {
    const units: string[] = [];
    for (const party of parties) {
      const { items } = await this.scene.at(AURORA).holdings(party, CHANNEL);
      units.push(items.find(({ isin }) => isin === this.isin)?.units ?? '0');
    }
    return units;
  }

  /** Ends the business day there and opens the next one. */
  async nextDay(): Promise<void> {
    const { calendar, date } = this;
    const next = afterWeekdays(date, 1);
    const ends = (['instructionCutOff', 'settlementCutOff', 'closed'] as const).map((phase) => ({ date, phase }));
    for (const step of [...ends, { date: next, phase: 'open' as const }]) {
      for (const mspId of [DELTA, BOREALIS]) {
        await this.scene.at(mspId).calendars.advance({ calendar, ...step }, CHANNEL);
      }
    }
    this.date = next;
  }
}
