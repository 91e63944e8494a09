export const CHANNEL_USAGE = `usage: npm run network -- channel COMMAND --channel C [options]

  show            the present configuration: members, orderers, policies, limits, revoked certificates
                    --format json  for programs
  add-org         propose a further member
                    --definition FILE  what it says of itself, written by \`org add\`
  remove-org      propose to take a member out, its orderer with it
                    --msp MSPID
  add-consenter   propose that the orderer of an organisation orders the channel with the others (SmartBFT)
                    --definition FILE  written by \`org add\`; \`join\` makes the orderer join once it is agreed
  remove-consenter  propose that it no longer does; a member stays a member
                    --msp MSPID
  revoke          propose to revoke certificates of an organisation
                    --msp MSPID
                    --certificate FILE | --serial HEX  repeat for several; the CA signs the list:
                    --ca-cert FILE --ca-key FILE  (default: the CA in the data folder)
                    --crl FILE     instead: a list that the CA signed, as fabric-ca's gencrl makes it
  set             propose other settings; several at once are one proposal
                    --max-message-count N  --batch-timeout MS  --preferred-max-bytes N  --absolute-max-bytes N
                    --policy PATH=POLICY   e.g. "/Channel/Application/Endorsement=MAJORITY Endorsement"
                    --acl RESOURCE=POLICY  e.g. peer/Propose=/Channel/Application/Writers; nothing after = for the default
                    --capability GROUP=NAME  channel, orderer or application
                    --add-ca MSPID=FILE  --remove-ca MSPID=FILE  --add-tls-ca MSPID=FILE
  diff FILE       what a proposal changes, who must sign, who has
  sign FILE       add a signature to a proposal
                    --as MSPID     with the key in the data folder (--label L, default admin)
                    --cert FILE --key FILE  with a key of one's own
  merge FILE...   the signatures of several copies in one file, --out FILE
  submit FILE...  have it ordered, once enough have signed; several copies are merged
  join            once a channel names an organisation of the network on this machine: its peer joins, and gets
                  the channel's chaincode; its orderer joins when it is one of the consenters
                    --org MSPID
  create          a further channel of organisations of the network on this machine
                    --member MSPID  repeat for each

A proposal is a JSON file (--out FILE) that goes from admin to admin. What it changes and who must sign is derived from
the update in it and from the channel, never from its words.

Which channel, reached how:
  --data DIR      a network on this machine (default .scrip/<engine>; --engine E only chooses that default)
  --orderer HOST:PORT --tls-ca FILE --as MSPID --cert FILE --key FILE  any network
  --admin MSPID=FILE  certificate of another administrator, for the check that an organisation keeps one
  --force         propose, sign or submit although it would lock members out`;
