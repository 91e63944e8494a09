/** The command line was wrong; the message says what. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `usage: npm run network -- COMMAND [options]

  up      start a network and serve until \`down\` or Ctrl-C
            --engine E     devnet (embedded, default) or fabric (real peers and orderers)
            --config DIR   the consortium (default: this project's config)
            --port N       first port of the peers; 0 = free ports (default: from the configuration)
            --detach       return when the network is ready
  down    end a running network
  status  show channels, heights and chaincode of a running network
  reset   remove the data of a network that is not running
  deploy  put a Node chaincode package on a running network
            --name N       chaincode name
            --path DIR     its package (a folder with package.json)
            --channel C    a channel; repeat for several (default: all)
            --policy P     endorsement policy, e.g. "OutOf(2,'Org1MSP.peer','Org2MSP.peer')"
                           (default: the channel's own)
            --collections FILE  private data collections in Fabric's collections_config.json format
            --version V    default: the version in its package.json
            --in-process   run it inside the devnet instead of as a service

Every command takes --data DIR (default .scrip/<engine>) and --engine E, which only chooses that default.`;
