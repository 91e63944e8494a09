import { mkdirSync } from 'node:fs';
import type { Organization } from '@scrip/config';
import type { ExpiringCertificate } from '@scrip/credentials';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { openChannel, type ChannelRuntime } from './channel-runtime.js';
import { openFiles, type GatewayFiles } from './gateway-files.js';
import { createApp } from './http/app.js';
import { credentialStatusList } from './http/credential-status-list.js';
import { DEFAULT_STREAM_BOUNDS, EventStreams, type StreamBounds } from './http/event-streams.js';
import type { ChannelHealth } from './http/health.js';
import { Idempotency } from './http/idempotency.js';
import type { Metrics } from './http/metrics.js';
import { describeApi } from './http/openapi.js';
import { DEFAULT_RATE_LIMITS, type RateLimits } from './http/rate-limits.js';
import type { Route } from './http/route.js';
import { routesOf } from './http/routes/routes.js';
import type { Ledger } from './ledger/ledger.js';
import { Importer } from './imports/importer.js';
import { Operations } from './operations/operations.js';
import { ApiKeys } from './operators/api-keys.js';
import { openAssertionKey } from './operators/assertion-key.js';
import { AccessTokens } from './operators/access-tokens.js';
import { Authenticator } from './operators/authenticator.js';
import { readCredentialSources } from './operators/credential-sources.js';
import { Sessions, type SessionBounds } from './operators/sessions.js';
import { currentOperator } from './operators/current-operator.js';
import { Services } from './services.js';
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
    parts.ledgers.map((ledger) => [ledger.channel, openChannel({ ...parts, ledger, files, operations })] as const),
  );
  const { operators } = parts.organization;
  const services = new Services({
    mspId: parts.organization.mspId,
    readModel: files.readModel,
    operations,
    lei: parts.organization.lei,
    accessLog: files.accessLog,
    inspections: files.inspections,
    statements: files.statements,
    imports: files.imports,
    considerations: files.considerations,
    overrides: files.overrides,
    onOverride: ({ channel, id, status, transactionId, basis, document, preparedBy, submittedBy }) => {
      const facts = { channel, id, status, transactionId, basis, document, preparedBy, submittedBy };
      parts.metrics.overridden(channel, status);
      parts.logger.warn(facts, 'lawful override');
    },
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

/** @throws {Error} when the organisation's `authentication.json` is not as it must be */
function openAuthenticator(directory: string, { operators, keys, sessions }: Services): Authenticator {
  const { tokens, certificates = {} } = readCredentialSources(directory);
  const accepted = tokens === undefined ? undefined : new AccessTokens(tokens, directory);
  return new Authenticator({ operators, keys, sessions, certificates, tokens: accepted });
}

/** Does some work when its result is asked for, and once. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

class OpenGateway implements Gateway {
  readonly app: Express;
  readonly routes: readonly Route[];
  readonly #files: GatewayFiles;
  readonly #channels: readonly ChannelRuntime[];
  readonly #streams: EventStreams;
  readonly #importer: Importer;
  readonly #logger: Logger;
  readonly #unlock: () => void;
  #isStopping = false;

  constructor(
    parts: GatewayParts,
    files: GatewayFiles,
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
    this.#importer = new Importer({ services, store: files.imports, logger: parts.logger });
    const { mspId } = parts.organization;
    const certificates = parts.certificates ?? ((): readonly ExpiringCertificate[] => []);
    parts.metrics.showCertificates(certificates);
    this.app = createApp({
      mspId,
      routes: this.routes,
      openApi: once(() => describeApi(this.routes, API_VERSION)),
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
      directory: parts.directory,
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
    for (const { follower, instructor, firstOperators, agents } of this.#channels) {
      follower.start();
      firstOperators.start();
      for (const agent of agents) agent.start();
      const poll = setInterval(() => {
        if (!follower.isCaughtUp && !this.#isStopping) return;
        clearInterval(poll);
        if (this.#isStopping) return;
        instructor.recover();
        this.#importer.start();
      }, CAUGHT_UP_POLL_MS);
    }
  }

  async stop(): Promise<void> {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#streams.closeAll();
    await this.#importer.stop();
    for (const { instructor, follower, firstOperators, agents } of this.#channels) {
      await Promise.all([...agents.map((agent) => agent.stop()), instructor.stop(), firstOperators.stop()]);
      await follower.stop();
    }
    this.#files.close();
    this.#unlock();
    this.#logger.info('the gateway has stopped');
  }
}
