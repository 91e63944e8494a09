import { NODE_HOST, type OrganizationTopology } from '../topology.js';
import type { OrganizationPki } from '../pki/organization.js';

/** Where a node keeps what. */
export interface NodeDirectories {
  /** Configuration file; the program is started here. */
  readonly config: string;
  readonly msp: string;
  readonly ledger: string;
}

const MESSAGE_SIZE_BYTES_MAX = 100 * 1024 * 1024;

/**
 * `core.yaml` of a peer (`sampleconfig/core.yaml`), as JSON, which is YAML. What deviates from Fabric's sample:
 * loopback only, no Docker, gossip timers short because all nodes start at once on one machine and no peer finds endorsers of
 * others before their state has been exchanged, and reconnects that never wait longer than a few seconds (the sample backs
 * off up to an hour).
 */
export function peerConfig(
  organization: OrganizationTopology,
  pki: OrganizationPki,
  directories: NodeDirectories,
  builderDirectory: string,
): object {
  const { ports } = organization;
  const address = `${NODE_HOST}:${ports.peer}`;
  return {
    peer: {
      id: `peer0.${organization.domain}`,
      networkId: 'scrip',
      listenAddress: `127.0.0.1:${ports.peer}`,
      address,
      chaincodeListenAddress: `127.0.0.1:${ports.chaincodeListener}`,
      mspConfigPath: directories.msp,
      localMspId: organization.mspId,
      localMspType: 'bccsp',
      fileSystemPath: directories.ledger,
      authentication: { timewindow: '15m' },
      tls: peerTls(pki),
      gossip: gossip(address),
      gateway: { enabled: true, endorsementTimeout: '30s', broadcastTimeout: '30s', dialTimeout: '10s' },
      discovery: { enabled: true, authCacheEnabled: true, authCacheMaxSize: 1000, authCachePurgeRetentionRatio: 0.75 },
      deliveryclient: { ...DELIVERY_CLIENT },
      keepalive: { minInterval: '60s', client: KEEPALIVE, deliveryClient: KEEPALIVE },
      handlers: {
        authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }, { name: 'TimeWindowCheck' }],
        decorators: [{ name: 'DefaultDecorator' }],
        endorsers: { escc: { name: 'DefaultEndorsement' } },
        validators: { vscc: { name: 'DefaultValidation' } },
      },
      limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 500 } },
      maxRecvMsgSize: MESSAGE_SIZE_BYTES_MAX,
      maxSendMsgSize: MESSAGE_SIZE_BYTES_MAX,
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
    },
    chaincode: chaincode(builderDirectory),
    ledger: ledger(directories),
    operations: { listenAddress: `127.0.0.1:${ports.peerOperations}` },
    metrics: { provider: 'prometheus' },
  };
}

const KEEPALIVE = { interval: '60s', timeout: '20s' } as const;

const DELIVERY_CLIENT = {
  policy: 'cluster',
  blockGossipEnabled: false,
  connTimeout: '3s',
  minimalReconnectInterval: '100ms',
  reConnectBackoffThreshold: '3s',
  reconnectTotalTimeThreshold: '3600s',
  blockCensorshipTimeoutKey: '30s',
} as const;

function peerTls(pki: OrganizationPki): object {
  const node = pki.tls.get('peer0');
  const cert = { file: node?.certificatePath };
  const key = { file: node?.privateKeyPath };
  return {
    enabled: true,
    clientAuthRequired: false,
    cert,
    key,
    clientCert: cert,
    clientKey: key,
    rootcert: { file: pki.tlsCa.certificatePath },
  };
}

/** Without `externalEndpoint`, neither private data nor discovery crosses organisations. */
function gossip(address: string): object {
  return {
    bootstrap: address,
    endpoint: address,
    externalEndpoint: address,
    useLeaderElection: false,
    orgLeader: true,
    membershipTrackerInterval: '5s',
    maxBlockCountToStore: 10,
    maxPropagationBurstLatency: '10ms',
    maxPropagationBurstSize: 10,
    propagateIterations: 1,
    propagatePeerNum: 3,
    pullInterval: '4s',
    pullPeerNum: 3,
    requestStateInfoInterval: '1s',
    publishStateInfoInterval: '1s',
    publishCertPeriod: '10s',
    dialTimeout: '3s',
    connTimeout: '2s',
    recvBuffSize: 20,
    sendBuffSize: 200,
    digestWaitTime: '1s',
    requestWaitTime: '1500ms',
    responseWaitTime: '2s',
    aliveTimeInterval: '2s',
    aliveExpirationTimeout: '12s',
    reconnectInterval: '2s',
    maxConnectionAttempts: 120,
    msgExpirationFactor: 20,
    pvtData: {
      pullRetryThreshold: '10s',
      transientstoreMaxBlockRetention: 20_000,
      pushAckTimeout: '3s',
      btlPullMargin: 10,
      reconcileBatchSize: 10,
      reconcileSleepInterval: '10s',
      reconciliationEnabled: true,
      skipPullingInvalidTransactionsDuringCommit: false,
      implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 1 },
    },
    state: { enabled: false },
  };
}

function chaincode(builderDirectory: string): object {
  return {
    mode: 'net',
    keepalive: 0,
    installTimeout: '300s',
    startuptimeout: '60s',
    executetimeout: '30s',
    externalBuilders: [{ name: 'scrip-service', path: builderDirectory, propagateEnvironment: [] }],
    system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
    logging: { level: 'info', shim: 'warning' },
    runtimeParams: {
      useWriteBatch: true,
      maxSizeWriteBatch: 1000,
      useGetMultipleKeys: true,
      maxSizeGetMultipleKeys: 1000,
    },
  };
}

function ledger(directories: NodeDirectories): object {
  return {
    state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
    history: { enableHistoryDatabase: true },
    pvtdataStore: {
      collElgProcMaxDbBatchSize: 5000,
      collElgProcDbBatchesInterval: 1000,
      deprioritizedDataReconcilerInterval: '60m',
      purgeInterval: 100,
      purgedKeyAuditLogging: true,
    },
    snapshots: { rootDir: `${directories.ledger}/snapshots` },
  };
}
