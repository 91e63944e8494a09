import { expect } from '@jest/globals';
import type { Deed, NewVote, Operation, VotingRole } from '@scrip/gateway-api';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../support/consortium.js';
import { adopt, registerLike } from '../support/definitions.js';
import { listedSecurities, type ListedSecurity } from '../support/listed.js';
import { eventually } from '../support/eventually.js';
import type { MarketScene } from '../support/market-scene.js';

const WITHIN_MS = 60_000;

/** Votes by their places: `from` one of them, `atLeast` so many. */
export const from = (role: VotingRole): object => ({ is: 'vote', from: role });
/** So many of some votes. */
export const atLeast = (votes: number, ...of: readonly object[]): object => ({ is: 'atLeast', votes, of });

/** The registrar and two of notary, seller's and buyer's custodian. */
export const TWO_OF_THREE = atLeast(
  2,
  from('registrar'),
  atLeast(2, from('notary'), from('sellersCustodian'), from('buyersCustodian')),
);
/** The registrar and the seller's custodian. */
export const BOTH = atLeast(2, from('registrar'), from('sellersCustodian'));

const BALLOT = { by: 'ballot', withinDays: 3, silence: 'no', reasons: true } as const;

/** What of a protocol and a title is not as usual. */
export interface TitleChoices {
  readonly passesWhen?: object;
  readonly voting?: object;
  readonly protocol?: object;
  readonly title?: object;
  readonly documents?: readonly { readonly title: string; readonly sha256: string }[];
}

/** Who offers a deed says so. */
export const DEED: Deed = {
  sellersCapacity: 'principal',
  buyersCapacity: 'principal',
  consideration: 'c'.repeat(64),
};

let securities = 0;

/** An ISIN that nobody has: US, nine digits, check digit (ISO 6166 annex C). */
export function newIsin(): string {
  securities += 1;
  const body = `US${String(900_000_000 + securities)}`;
  const digits = Array.from(body, (each) => Number.parseInt(each, 36)).flatMap((each) =>
    Array.from(String(each), Number),
  );
  const sum = digits
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? 2 * digit : digit))
    .reduce((total, each) => total + Math.floor(each / 10) + (each % 10), 0);
  return `${body}${String((10 - (sum % 10)) % 10)}`;
}

/** A share with a title of its own: Delta is its notary, a client of Cirrus sells and one of Aurora buys. */
export class TitledShare {
  private constructor(
    readonly scene: MarketScene,
    readonly isin: string,
    readonly seller: string,
    readonly buyer: string,
  ) {}

  /** Has its protocol adopted. @returns what it is like, and what its definition says otherwise */
  static async prepare(
    scene: MarketScene,
    choices: TitleChoices = {},
  ): Promise<{ readonly share: ListedSecurity; readonly isin: string; readonly titleTo: object }> {
    const isin = newIsin();
    const name = `Protocol${String(securities)}`;
    await adopt(scene, {
      ...{ kind: 'ownership', name, version: 1, title: 'How title passes' },
      protocol: {
        passesWhen: choices.passesWhen ?? TWO_OF_THREE,
        voting: choices.voting ?? BALLOT,
        eventsWhilePending: 'seller',
        ...choices.protocol,
      },
    });
    const { channel } = scene.ledger;
    const shares = listedSecurities().filter((each) => each.channel === channel && each.denomination === undefined);
    const [share] = shares;
    if (share === undefined) throw new Error('there is no share');
    const titleTo = {
      ...{ law: 'Germany', form: 'registered', register: { constitutiveUnder: 'eWpG' } },
      ...{ protocol: `${name}@1`, notary: DELTA },
      ...choices.title,
    };
    const { documents } = choices;
    await scene.caughtUp();
    return { share, isin, titleTo, ...(documents === undefined ? {} : { documents }) };
  }

  /** Registers it without issuing anything. @returns its ISIN */
  static async register(scene: MarketScene, choices: TitleChoices = {}): Promise<string> {
    const { share, ...more } = await TitledShare.prepare(scene, choices);
    const isin = await registerLike(scene, share, more);
    await scene.caughtUp();
    return isin;
  }

  /** Registers it and issues a hundred units to a seller. */
  static async issued(scene: MarketScene, choices: TitleChoices = {}): Promise<TitledShare> {
    const isin = await TitledShare.register(scene, choices);
    const seller = await scene.managed(`Seller of ${isin}`);
    const buyer = await scene.managed(`Buyer of ${isin}`, {}, AURORA);
    await scene.issue(isin, seller, '100');
    await scene.caughtUp();
    return new TitledShare(scene, isin, seller, buyer);
  }

  /** A transfer of ten units to the buyer, as its custodian gives it. */
  instruct(more: object = { deed: DEED }, units = '10', options: { waitSeconds?: number } = {}): Promise<Operation> {
    const transfer = { isin: this.isin, fromHolderId: this.seller, toHolderId: this.buyer, units };
    return this.scene.at(CIRRUS).transfer({ ...transfer, ...more }, options);
  }

  /** A transfer to whose deed both have consented. @returns its id */
  async agreed(units?: string, more: object = {}): Promise<string> {
    const { instructionId } = await this.instruct({ deed: DEED, ...more }, units);
    await this.entered(instructionId);
    await this.scene.at(AURORA).title.accept(instructionId, {});
    return instructionId;
  }

  /** Waits until a transfer is on the ledger. */
  async entered(id: string): Promise<void> {
    await eventually(() => this.position(id).catch(() => undefined), WITHIN_MS);
    await this.scene.caughtUp();
  }

  /** A transfer on which a ballot is open: the registrar's agent has opened it. @returns its id */
  async voted(units?: string, more: object = {}): Promise<string> {
    const id = await this.agreed(units, more);
    await this.ballotOn(id);
    return id;
  }

  /** Waits until a ballot on a transfer is open. */
  async ballotOn(id: string): Promise<void> {
    await eventually(
      () =>
        this.position(id)
          .then(ballotOf)
          .catch(() => undefined),
      WITHIN_MS,
    );
    await this.scene.caughtUp();
  }

  vote(by: string, id: string, role: VotingRole, more: Partial<NewVote> = {}): Promise<unknown> {
    return this.scene.at(by).title.vote(id, { role, decision: 'yes', reason: 'seen and in order', ...more });
  }

  /** The votes of registrar, seller's custodian and notary. */
  async enough(id: string): Promise<void> {
    await this.vote(BOREALIS, id, 'registrar');
    await this.vote(CIRRUS, id, 'sellersCustodian');
    await this.vote(DELTA, id, 'notary');
  }

  position(id: string): Promise<Position> {
    return this.scene.at(BOREALIS).title.position(id) as Promise<Position>;
  }

  /** Waits until a transfer has ended so. */
  async ends(id: string, status: string, tally?: string): Promise<void> {
    const ended = await eventually(async () => {
      const position = await this.position(id);
      return position.status === 'pending' ? undefined : position;
    }, WITHIN_MS);
    expect([ended.status, ended.votes?.tally]).toEqual([status, tally ?? ended.votes?.tally]);
    await this.scene.caughtUp();
  }

  /** What seller and buyer hold. */
  async held(): Promise<readonly string[]> {
    await this.scene.caughtUp();
    return Promise.all([
      this.scene.units(this.isin, this.seller),
      this.scene
        .at(AURORA)
        .holdings(this.buyer)
        .then(({ items }) => items.find(({ isin }) => isin === this.isin)?.units ?? '0'),
    ]);
  }
}

/** How it stands with title, as far as tests look at it. */
export interface Position {
  readonly status: string;
  readonly owner: string;
  readonly eventsBelongTo?: string;
  readonly deed?: { readonly terms: string };
  readonly votes?: {
    readonly tally?: string;
    readonly ballot?: {
      readonly lastDay: string;
      readonly votes: readonly { readonly role: string; readonly decision: string; readonly isConfirmed: boolean }[];
      readonly seats: readonly { readonly role: string; readonly mspId: string; readonly voter?: string }[];
    };
  };
}

const ballotOf = ({ votes }: Position): object | undefined => votes?.ballot;
