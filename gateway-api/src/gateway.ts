import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Organization } from '@scrip/config';
import type { ExpiringCertificate } from '@scrip/credentials';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { SettlementAgent } from './agent/settlement-agent.js';
import { createApp } from './http/app.js';
import { credentialStatusList } from './http/credential-status-list.js';
import { DEFAULT_STREAM_BOUNDS, EventStreams, type StreamBounds } from './http/event-streams.js';
import type { ChannelHealth } from './http/health.js';
import { Idempotency } from './http/idempotency.js';
import { toProblem } from './http/ledger-problems.js';
import type { Metrics } from './http/metrics.js';
import { describeApi } from './http/openapi.js';
import { DEFAULT_RATE_LIMITS, type RateLimits } from './http/rate-limits.js';
import type { Route } from './http/route.js';
import { routesOf } from './http/routes/routes.js';
import type { Ledger } from './ledger/ledger.js';
import { AccessLog } from './operations/access-log.js';
import { IssuedCredentials } from './operations/issued-credentials.js';
import { IdempotencyStore } from './operations/idempotency-store.js';
import { Instructor } from './operations/instructor.js';
import { OperationStore } from './operations/operation-store.js';
import { Operations } from './operations/operations.js';
import { PresentationChallenges } from './operations/presentation-challenges.js';
import { ApiKeys } from './operators/api-keys.js';
import { openAssertionKey } from './operators/assertion-key.js';
import { AccessTokens } from './operators/access-tokens.js';
import { Authenticator } from './operators/authenticator.js';
import { readCredentialSources } from './operators/credential-sources.js';
import { Follower } from './read-model/follower.js';
import { FirstOperators } from './operators/first-operators.js';
import { Sessions, type SessionBounds } from './operators/sessions.js';
import { currentOperator } from './operators/current-operator.js';
import { ApprovalQueries } from './read-model/approval-queries.js';
import { ChannelQueries } from './read-model/queries.js';
import { ReadModel } from './read-model/read-model.js';
import { Services, type ChannelServices } from './services.js';
import { Database } from './storage/database.js';
import { lockDirectory } from './storage/directory-lock.js';

/** Version of the API as /openapi.json states it. */
export const API_VERSION = '0.1.0';

/** What a gateway is made of. */
export interface GatewayParts {
  readonly organization: Organization;
  /** One for each channel that the organisation is a member of. */
  readonly ledgers: readonly Ledger[];
  /** The gateway's own files: keys, read model, operations. */
  readonly directory: string;
  /** Channel that is meant where a request names none. */
  readonly defaultChannel: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Address under which others reach this gateway; absent: `https://` and the organisation's domain. */
  readonly publicUrl?: string | undefined;
  /** The certificates that the gateway depends on; absent = none. */
  readonly certificates?: () => readonly ExpiringCertificate[];
  readonly rateLimits?: RateLimits;
  readonly streamBounds?: StreamBounds;
  readonly sessionBounds?: SessionBounds;
}

/** The gateway of one organisation, without its listening socket. */
export interface Gateway {
  readonly app: Express;
  readonly routes: readonly Route[];
  /** The state of every channel. */
  health(): Promise<readonly ChannelHealth[]>;
  /** Begins to follow the ledger; accepted operations go on when the read model is caught up. */
  start(): void;
  /** Ends streams and loops, lets transactions in flight finish, closes the files. */
  stop(): Promise<void>;
}

/** What runs for one channel. */
interface ChannelRuntime extends ChannelServices {
  readonly follower: Follower;
  readonly agent: SettlementAgent | undefined;
  readonly firstOperators: FirstOperators;
}

/** How often the state of the read model is looked at until it is caught up. */
const CAUGHT_UP_POLL_MS = 50;

/**
 * Puts a gateway together on its folder.
 *
 * @throws {Error} when another process holds the folder
 */
export async function openGateway(parts: GatewayParts): Promise<Gateway> {
  mkdirSync(parts.directory, { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(parts.directory);
  const files = openFiles(parts.directory);
  const operations = new Operations(files.operationStore, files.readModel, parts.organization.mspId);
  const channels = new Map(
    parts.ledgers.map((ledger) => [ledger.channel, openChannel(ledger, parts, files, operations)] as const),
  );
  const { operators } = parts.organization;
  const services = new Services({
    mspId: parts.organization.mspId,
    readModel: files.readModel,
    operations,
    lei: parts.organization.lei,
    accessLog: files.accessLog,
    challenges: files.challenges,
    issuedCredentials: files.issuedCredentials,
    publicUrl: (parts.publicUrl ?? `https://${parts.organization.domain}`).replace(/\/$/, ''),
    assertionKey: openAssertionKey(parts.directory),
    operators,
    keys: await ApiKeys.open(parts.directory, operators),
    sessions: new Sessions(parts.sessionBounds),
    channels,
    defaultChannel: parts.defaultChannel,
  });
  return new OpenGateway(parts, files, services, [...channels.values()], unlock);
}

interface Files {
  readonly readModel: ReadModel;
  readonly operationStore: OperationStore;
  readonly idempotency: IdempotencyStore;
  readonly accessLog: AccessLog;
  readonly challenges: PresentationChallenges;
  readonly issuedCredentials: IssuedCredentials;
  close(): void;
}

function openFiles(directory: string): Files {
  const projected = new Database(join(directory, 'read-model.sqlite'), 'rebuildable');
  const accepted = new Database(join(directory, 'operations.sqlite'), 'durable');
  return {
    readModel: new ReadModel(projected),
    operationStore: new OperationStore(accepted),
    idempotency: new IdempotencyStore(accepted),
    accessLog: new AccessLog(accepted),
    challenges: new PresentationChallenges(accepted),
    issuedCredentials: new IssuedCredentials(accepted),
    close: () => {
      projected.close();
      accepted.close();
    },
  };
}

/** @throws {Error} when the organisation's `authentication.json` is not as it must be */
function openAuthenticator(directory: string, { operators, keys, sessions }: Services): Authenticator {
  const { tokens, certificates = {} } = readCredentialSources(directory);
  const accepted = tokens === undefined ? undefined : new AccessTokens(tokens, directory);
  return new Authenticator({ operators, keys, sessions, certificates, tokens: accepted });
}

function openChannel(ledger: Ledger, parts: GatewayParts, files: Files, operations: Operations): ChannelRuntime {
  const { organization, metrics } = parts;
  const { readModel, operationStore } = files;
  const logger = parts.logger.child({ channel: ledger.channel });
  const instructor = new Instructor({
    ledger,
    operations: operationStore,
    readModel,
    logger,
    describe: (error) => toProblem(error).toDocument(),
    onChange: (id) => operations.changed(id),
    onBatch: (items) => metrics.batched(ledger.channel, 'instruct', items),
  });
  const onBatch = (items: number): void => metrics.batched(ledger.channel, 'settle', items);
  const isRegistrar = organization.roles.includes('registrar');
  const agent = isRegistrar ? new SettlementAgent({ ledger, readModel, logger, onBatch }) : undefined;
  const queries = new ChannelQueries(readModel.database, ledger.channel);
  return {
    ledger,
    queries,
    approvals: new ApprovalQueries(readModel.database, ledger.channel, organization.mspId),
    instructor,
    follower: new Follower(ledger, readModel, logger),
    agent,
    firstOperators: new FirstOperators(ledger, organization.operators, logger),
  };
}

class OpenGateway implements Gateway {
  readonly app: Express;
  readonly routes: readonly Route[];
  readonly #files: Files;
  readonly #channels: readonly ChannelRuntime[];
  readonly #streams: EventStreams;
  readonly #logger: Logger;
  readonly #unlock: () => void;
  #isStopping = false;

  constructor(
    parts: GatewayParts,
    files: Files,
    services: Services,
    channels: readonly ChannelRuntime[],
    unlock: () => void,
  ) {
    this.#files = files;
    this.#channels = channels;
    this.#unlock = unlock;
    this.#logger = parts.logger;
    this.routes = routesOf(services);
    this.#streams = new EventStreams({
      readModel: files.readModel,
      channelOf: (name) => services.channel(name).ledger.channel,
      bounds: parts.streamBounds ?? DEFAULT_STREAM_BOUNDS,
      onCount: (open) => parts.metrics.streamsOpen(open),
    });
    files.readModel.onBlock((channel, block) => parts.metrics.reachedBlock(channel, block));
    const { mspId } = parts.organization;
    const certificates = parts.certificates ?? ((): readonly ExpiringCertificate[] => []);
    parts.metrics.showCertificates(certificates);
    this.app = createApp({
      mspId,
      routes: this.routes,
      openApi: describeApi(this.routes, API_VERSION),
      authenticator: openAuthenticator(parts.directory, services),
      current: (operator, channel) => currentOperator(services, operator, channel),
      idempotency: new Idempotency(files.idempotency),
      streams: this.#streams,
      credentialStatusList: credentialStatusList(services),
      health: {
        mspId,
        isStopping: () => this.#isStopping,
        channels: () => this.health(),
        certificates,
      },
      metrics: parts.metrics,
      logger: parts.logger,
      rateLimits: parts.rateLimits ?? DEFAULT_RATE_LIMITS,
    });
  }

  health(): Promise<readonly ChannelHealth[]> {
    return Promise.all(
      this.#channels.map(async ({ ledger, follower, firstOperators }) => ({
        channel: ledger.channel,
        peerReachable: await ledger.height().then(
          () => true,
          () => false,
        ),
        block: this.#files.readModel.block(ledger.channel),
        caughtUp: follower.isCaughtUp,
        operatorsOnRecord: firstOperators.areOnRecord,
      })),
    );
  }

  start(): void {
    this.#files.idempotency.prune();
    for (const { follower, instructor, agent, firstOperators } of this.#channels) {
      follower.start();
      firstOperators.start();
      agent?.start();
      const poll = setInterval(() => {
        if (!follower.isCaughtUp && !this.#isStopping) return;
        clearInterval(poll);
        if (!this.#isStopping) instructor.recover();
      }, CAUGHT_UP_POLL_MS);
    }
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#streams.closeAll();
    for (const { agent, instructor, follower, firstOperators } of this.#channels) {
      await Promise.all([agent?.stop(), instructor.stop(), firstOperators.stop()]);
      await follower.stop();
    }
    this.#files.close();
    this.#unlock();
    this.#logger.info('the gateway has stopped');
  }
}
