export const CA_USAGE = `usage: npm run network -- ca COMMAND --msp MSPID [options]

  register    register an identity, and print or keep the secret that it enrols with
                --id ID  --type T (client, peer, orderer or admin; default client)  --affiliation A
                --attr NAME=VALUE[:ecert]  repeat for several; with :ecert it is in the certificate
                --max-enrollments N        how often the secret works (default: any number of times)
                --out FILE                 where to keep the secret, readable by its owner only
                --secret-file FILE         a secret of one's own choice
  enroll      make a key, have it certified, and keep both in a wallet's file or in a folder for Fabric's programs
                --id ID  --secret-file FILE  --wallet FILE | --mspdir DIR
  reenroll    the same for the holder of a certificate that is still good
                --wallet FILE | --mspdir DIR
  revoke      revoke an identity with all its certificates, which then enrols no more, or one certificate
                --id ID | --certificate FILE
                --reason R     a name of RFC 5280 in lower case, e.g. keycompromise
                --gencrl FILE  write the list as well
  gencrl      write the list of revoked certificates, which takes effect by \`channel revoke --crl FILE\`
                --out FILE
  identities  list who is registered
    identities modify  --id ID and what to change, as for register; an attribute with an empty value goes
    identities remove  --id ID (--force for oneself)
  affiliations  list the parts of the organisation that identities belong to
    affiliations add     --name A.B (--force: A as well)
    affiliations modify  --name A.B --to A.C (--force: although it has identities)
    affiliations remove  --name A.B (--force: with its identities)

The registrar acts whose key is in the data folder, or --as FILE, an identity in a wallet's file. Every command takes
--data DIR (default .scrip/<engine>; --engine E only chooses that default) of a running network.`;
