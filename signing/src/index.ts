export * from './credential.js';
export * from './local-key.js';
export * from './passkey.js';
export * from './signer.js';
export * from './statement.js';
export * from './status-list.js';
export * from './transfer.js';
export * from './web-crypto.js';
