/** Tests run on compiled native ES modules; nothing is transformed. */
export default {
  testEnvironment: 'node',
  transform: {},
  setupFiles: ['<rootDir>/test/ports-of-worker.mjs', '<rootDir>/test/no-flush.mjs'],
  testMatch: ['**/dist/**/*.test.js'],
  testTimeout: 180_000,
  maxWorkers: 2,
  // Native modules of a test file are never freed: an old worker spends its time on collecting garbage.
  workerIdleMemoryLimit: '1GB',
};
