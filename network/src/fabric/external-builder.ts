import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../pki/credential-store.js';

/** Type in the package's `metadata.json` that our builder takes. */
export const SERVICE_PACKAGE_TYPE = 'ccaas';

/**
 * The three steps that a peer runs over an installed package (Fabric docs, "External Builders and Launchers"). A
 * service is not built; its `connection.json` is only handed to the peer, which then dials the address in it.
 */
const STEPS: Readonly<Record<string, string>> = {
  detect: `#!/bin/sh
# detect SOURCE METADATA: ours when the package says that it is a service
grep -q '"type"[[:space:]]*:[[:space:]]*"${SERVICE_PACKAGE_TYPE}"' "$2/metadata.json"
`,
  build: `#!/bin/sh
# build SOURCE METADATA OUTPUT: nothing to compile
set -e
cp "$1/connection.json" "$3/connection.json"
if [ -d "$1/META-INF" ]; then cp -R "$1/META-INF" "$3/META-INF"; fi
`,
  release: `#!/bin/sh
# release OUTPUT RELEASE: tell the peer where the service is
set -e
mkdir -p "$2/chaincode/server"
cp "$1/connection.json" "$2/chaincode/server/connection.json"
if [ -d "$1/META-INF/statedb" ]; then cp -R "$1/META-INF/statedb" "$2/statedb"; fi
`,
};

/** Writes the builder below `directory`; the peer finds the steps in its `bin`. */
export async function writeExternalBuilder(directory: string): Promise<void> {
  for (const [name, script] of Object.entries(STEPS)) {
    const path = join(directory, 'bin', name);
    await writeAtomically(path, script);
    await chmod(path, 0o755);
  }
}
