import { setTimeout as sleep } from 'node:timers/promises';
import { common } from '@hyperledger/fabric-protos';
import { NetworkError } from '../network-error.js';
import type { Route } from './access.js';
import { consensusOf } from './channel-view.js';
import { rootOf } from './compute-update.js';
import type { ChannelState } from './config-block.js';
import { groupIn } from './config-tree.js';
import { OrdererClient, OrdererRefusal } from './orderer-client.js';
import type { Proposal } from './proposal-file.js';
import { updateEnvelope } from './signatures.js';

const COMMIT_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** A channel as its orderers show it, and the way to have its configuration changed. */
export class ChannelSession {
  private constructor(
    readonly channel: string,
    private readonly routes: readonly Route[],
  ) {}

  /** @param routes tried in this order, so that an orderer that is down or not of the channel does not matter */
  static to(channel: string, routes: readonly Route[]): ChannelSession {
    return new ChannelSession(channel, routes);
  }

  /** The present configuration. @throws {NetworkError} when no orderer gives it */
  state(): Promise<ChannelState> {
    return this.#first(this.routes, (client) => client.channelState(this.channel));
  }

  /**
   * Has a proposal ordered and waits for its config block.
   *
   * @param base the configuration that the proposal was judged against
   * @throws {NetworkError} when the orderers refuse it, or another change came first
   */
  async submit(proposal: Proposal, base: ChannelState): Promise<ChannelState> {
    const message = updateEnvelope(proposal);
    await this.#first(leaderFirst(this.routes, base), (client) =>
      client.broadcast(this.channel, common.HeaderType.CONFIG_UPDATE, message),
    );
    const deadline = Date.now() + COMMIT_TIMEOUT_MS;
    for (;;) {
      const state = await this.state();
      if (state.config.getSequence() > base.config.getSequence()) return requireOurs(proposal, state);
      if (Date.now() > deadline) {
        throw new NetworkError(
          `the orderers took the change of ${this.channel} and made no block of it in ${COMMIT_TIMEOUT_MS / 1000} s`,
          `see whether it came later: npm run network -- channel show --channel ${this.channel}`,
        );
      }
      await sleep(POLL_MS);
    }
  }

  /** Asks one orderer after the other; what one of the channel's own orderers refuses is refused. */
  async #first<T>(routes: readonly Route[], ask: (client: OrdererClient) => Promise<T>): Promise<T> {
    let failure: unknown;
    for (const { orderer, identity } of routes) {
      const client = new OrdererClient(orderer, identity);
      try {
        return await ask(client);
      } catch (error) {
        if (error instanceof OrdererRefusal) throw error;
        failure ??= error;
      } finally {
        client.close();
      }
    }
    throw failure;
  }
}

/** SmartBFT's first leader is its first consenter; a request to another waits until it is forwarded. */
function leaderFirst(routes: readonly Route[], { config }: ChannelState): readonly Route[] {
  const order = consensusOf(groupIn(rootOf(config), 'Orderer')).consenters.map(({ address }) => address);
  const rank = ({ orderer }: Route): number => {
    const position = order.indexOf(orderer.address);
    return position === -1 ? order.length : position;
  };
  return [...routes].sort((a, b) => rank(a) - rank(b));
}

function requireOurs(proposal: Proposal, state: ChannelState): ChannelState {
  if (state.lastUpdate !== undefined && Buffer.compare(state.lastUpdate, proposal.update) === 0) return state;
  throw new NetworkError(
    `another change of ${state.channel} came first: it is at configuration ${state.config.getSequence()} now`,
    'look at it with channel show, and make the proposal again if it is still wanted',
  );
}
