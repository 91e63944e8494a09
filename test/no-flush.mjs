import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** What tests write is not meant to outlive a power failure: waiting for the disk is half of what a gateway's start takes. */
fs.fsyncSync = () => undefined;
fs.fdatasyncSync = () => undefined;
syncBuiltinESMExports();
