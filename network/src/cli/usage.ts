/** The command line was wrong; the message says what. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `usage: npm run network -- COMMAND [options]

  up      start a network and serve until \`down\` or Ctrl-C
            --engine E     devnet (embedded, default) or fabric (real peers and orderers)
            --config DIR   the consortium (default: this project's config)
            --organizations N  Org1MSP to Org<N>MSP instead of a configuration
            --channel C    their channel; repeat for several (default: mychannel)
            --port N       first port of the peers; 0 = free ports (default: from the configuration, or 7051, 9051, …)
            --detach       return when the network is ready
  down    end a running network
  status  show channels, heights and chaincode of a running network
  reset   remove the data of a network that is not running
  verify  read every store of a devnet that is not running and replay its channels; changes nothing
  rebuild make the orderer's store of a devnet that is not running anew from its peers' blocks
  deploy  put a chaincode on a running network
            --name N       chaincode name
            --path DIR     its folder: a Node package, or with --run anything
            --run CMD      command that serves it, in any language; one process for each organisation. It finds
                           CHAINCODE_SERVER_ADDRESS, CHAINCODE_ID and CORE_CHAINCODE_ID_NAME in its environment
            --service MSPID=HOST:PORT  instead of --path: a service that runs already; once for each organisation
            --channel C    a channel; repeat for several (default: all)
            --policy P     endorsement policy, e.g. "OutOf(2,'Org1MSP.peer','Org2MSP.peer')"
                           (default: the channel's own)
            --collections FILE  private data collections in Fabric's collections_config.json format
            --version V    default: the version in its package.json, or 1.0
            --init-required  Init runs once for each version before anything else
            --in-process   run it inside the devnet instead of as a service
  org add  make a further organisation with its keys and start its nodes; it is in no channel yet
            --msp MSPID --domain D  e.g. ElbeMSP, elbe.example
            --name N       default: the MSP id
  org remove  end an organisation that came by \`org add\` and is in no channel any more; its keys and ledgers go
            --msp MSPID
  channel  who is in a channel and what its rules are: show, propose a change, sign, submit (channel --help)
  ca      have an organisation's certificate authority register, enrol, revoke (ca --help)

  export  write keys of clients and connection profiles in the folder layout of Fabric's samples
            --to DIR       the folder, for instance test-network/organizations

  fault   make something go wrong in a running network, for tests: list, heal [--id N], or one of (on real nodes only
          peer-down)
            peer-down --peer M              dead until it is healed; then it catches up
            delay --milliseconds N          late messages (--jitter N); with --peer M a slow peer
            drop, duplicate                 lost and doubled messages
            withhold-private-data --peer M  said to be sent, and not (--collection C)
            alter-private-data --peer M     sent with other values (--collection C)
            clock-shift --milliseconds=N    of --peer M, or of all peers
            chaincode-unreachable --chaincode C   from --peer M, or from all peers
          messages: --route orderer-to-peer, peer-to-peer or gateway-to-peer, --from X, --to X, --peer M,
          --probability P with --seed N; parts are MSP ids and "orderer"

Every command takes --data DIR (default .scrip/<engine>) and --engine E, which only chooses that default.`;
