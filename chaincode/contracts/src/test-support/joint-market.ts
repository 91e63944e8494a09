import type { Channel, Committed } from './channel.js';
import { BOND, channelWithShare, CUSTODIAN, ISSUER, REGISTRAR, REGULATOR, SHARE, takeOn } from './market.js';
import { refusalWithoutTrace } from './refused.js';
import { register, type TestSecurity } from './securities.js';

/** Terms or legs as they are sent. */
export type Terms = Readonly<Record<string, unknown>>;

/** A channel with two securities and four parties, three of the custodian and one of the registrar. */
export class JointMarket {
  private constructor(
    readonly channel: Channel,
    readonly parties: readonly string[],
  ) {}

  /** @param held - units of the share that the parties begin with, in their order */
  static async open(held: readonly string[], share: TestSecurity = SHARE): Promise<JointMarket> {
    const channel = await channelWithShare();
    if (share !== SHARE) await register(channel, share);
    await register(channel, BOND);
    const parties: string[] = [];
    for (const [name, custodian] of [
      ['Ada', CUSTODIAN],
      ['Bob', REGISTRAR],
      ['Cleo', CUSTODIAN],
      ['Dora', CUSTODIAN],
    ] as const) {
      parties.push(await takeOn(channel, custodian, name));
    }
    const market = new JointMarket(channel, parties);
    for (const [index, units] of held.entries()) if (units !== '0') await market.issue(share.isin, index, units);
    return market;
  }

  party(index: number): string {
    const party = this.parties[index];
    if (party === undefined) throw new Error(`there is no party ${String(index)}`);
    return party;
  }

  issue(isin: unknown, index: number, units: string): Promise<Committed> {
    const allocations = [{ holderId: this.party(index), units }];
    return this.channel.submit(ISSUER, 'register:issue', { isin, allocations });
  }

  delivery(from: number, to: number, units: string, more: Terms = {}): Terms {
    return { kind: 'delivery', isin: SHARE.isin, from: this.party(from), to: this.party(to), units, ...more };
  }

  /** Proposes an instruction that all its parties affirm; it is due on Tuesday the 24th. */
  async bound(instructionId: string, legs: readonly Terms[], more: Terms = {}): Promise<void> {
    await this.channel.submit(CUSTODIAN, 'instruction:propose', {
      ...{ instructionId, legs, mode: 'onAffirmation' },
      ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-24', lastDay: '2026-12-31' },
      ...more,
    });
    for (const party of new Set(legs.flatMap(({ from, to }) => [from, to]))) {
      await this.channel.submit(this.custodianOf(party), 'instruction:affirm', { instructionId, party });
    }
  }

  custodianOf(party: unknown): string {
    return party === this.parties[1] ? REGISTRAR : CUSTODIAN;
  }

  settle(...instructionIds: readonly string[]): Promise<Committed> {
    return this.channel.submit(REGISTRAR, 'instruction:settle', { instructionIds });
  }

  /** What everybody holds of a security. */
  async held(isin: string = SHARE.isin): Promise<readonly string[]> {
    const units: string[] = [];
    for (const party of this.parties) {
      const holding = await this.channel.evaluate(REGULATOR, 'register:holding', [isin, party]);
      units.push((holding as { readonly units: string }).units);
    }
    return units;
  }

  async reserved(index: number, isin: string = SHARE.isin): Promise<unknown> {
    const held = await this.channel.evaluate(REGULATOR, 'instruction:reservations', [isin, this.party(index)]);
    return (held as { readonly reservations: unknown }).reservations;
  }

  instruction(id: string): Promise<unknown> {
    return this.channel.evaluate(REGULATOR, 'instruction:get', [id]);
  }

  async refused(call: () => Promise<unknown>): Promise<string> {
    return (await refusalWithoutTrace(this.channel, call)).code;
  }
}
