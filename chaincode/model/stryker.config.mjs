/**
 * Mutation testing of the rules of compliance: `npm run mutation`. It changes the compiled modules one place at a time and
 * runs the cases of the catalogue; a change that no case notices is a gap.
 */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // a mutant of what runs when a module is loaded needs all tests anew
  ignoreStatic: true,
  mutate: ['dist/compliance/rules/*.js'],
  timeoutMS: 60_000,
  jest: {
    projectType: 'custom',
    config: {
      testEnvironment: 'node',
      transform: {},
      testMatch: ['<rootDir>/dist/compliance/rules.test.js'],
      testTimeout: 60_000,
    },
  },
  // texts of rules and messages are for people; what matters of them is shown elsewhere
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['clear-text', 'json', 'progress'],
  jsonReporter: { fileName: 'dist/mutation/report.json' },
  clearTextReporter: { allowColor: false, logTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
  tempDirName: 'dist/mutation/sandbox',
  cleanTempDir: 'always',
};
