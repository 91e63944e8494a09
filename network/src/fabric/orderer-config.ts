import type { OrganizationPki } from '../pki/organization.js';
import type { OrganizationTopology } from '../topology.js';
import type { NodeDirectories } from './peer-config.js';

const MESSAGE_SIZE_BYTES_MAX = 100 * 1024 * 1024;

/**
 * `orderer.yaml` of an organisation's orderer (`sampleconfig/orderer.yaml`), as JSON, which is YAML. Loopback only;
 * the participation API asks for a client certificate of the organisation's own TLS CA.
 */
export function ordererConfig(
  organization: OrganizationTopology,
  pki: OrganizationPki,
  directories: NodeDirectories,
): object {
  const { ports } = organization;
  const tls = {
    Enabled: true,
    Certificate: pki.tls.get('orderer0')?.certificatePath,
    PrivateKey: pki.tls.get('orderer0')?.privateKeyPath,
    RootCAs: [pki.tlsCa.certificatePath],
  };
  return {
    General: {
      ListenAddress: '127.0.0.1',
      ListenPort: ports.orderer,
      BootstrapMethod: 'none',
      LocalMSPDir: directories.msp,
      LocalMSPID: organization.mspId,
      TLS: { ...tls, ClientAuthRequired: false },
      Cluster: {
        SendBufferSize: 100,
        ClientCertificate: tls.Certificate,
        ClientPrivateKey: tls.PrivateKey,
        ReplicationPolicy: 'consensus',
      },
      Keepalive: { ServerMinInterval: '60s', ServerInterval: '7200s', ServerTimeout: '20s' },
      Backoff: { BaseDelay: '1s', Multiplier: 1.6, MaxDelay: '5s' },
      MaxRecvMsgSize: MESSAGE_SIZE_BYTES_MAX,
      MaxSendMsgSize: MESSAGE_SIZE_BYTES_MAX,
      BCCSP: { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } },
      Authentication: { TimeWindow: '15m' },
    },
    FileLedger: { Location: `${directories.ledger}/blocks` },
    Consensus: { WALDir: `${directories.ledger}/wal`, SnapDir: `${directories.ledger}/snapshots` },
    Operations: { ListenAddress: `127.0.0.1:${ports.ordererOperations}` },
    Metrics: { Provider: 'prometheus' },
    Admin: {
      ListenAddress: `127.0.0.1:${ports.ordererAdmin}`,
      TLS: { ...tls, ClientAuthRequired: true, ClientRootCAs: [pki.tlsCa.certificatePath] },
    },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '10 MB' },
  };
}
