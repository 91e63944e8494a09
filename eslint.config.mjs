import tseslint from 'typescript-eslint';

/** Imports point one way (DESIGN section 1): a list of what a folder must not import, and why. */
const forbid = (files, group, message, ignores = []) => ({
  files,
  ignores,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

const NODE_AND_FABRIC = ['node:*', '@hyperledger/*', 'fabric-*', '@grpc/*'];
const fabricGateway = '@hyperledger/fabric-gateway';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/node_modules/**', '**/*.mjs', '**/*.cjs', '.scrip/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      complexity: ['error', 15],
      'max-depth': ['error', 4],
      'max-params': ['error', 6],
      'max-lines': ['error', { max: 400, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  forbid(
    ['chaincode/model/src/**'],
    [...NODE_AND_FABRIC, '@scrip/*'],
    'The model is pure: no Fabric, no I/O, no Node built-ins.',
    ['**/*.test.ts'],
  ),
  forbid(
    ['chaincode/language/src/**'],
    [
      ...NODE_AND_FABRIC,
      '@scrip/contracts',
      '@scrip/interchange',
      '@scrip/config',
      '@scrip/network',
      '@scrip/gateway-api',
    ],
    'language -> model; it runs on the ledger and in browsers',
    ['**/*.test.ts', '**/*.fixture.ts', 'chaincode/language/src/reference/**'],
  ),
  forbid(
    ['chaincode/contracts/src/**'],
    ['@scrip/config', '@scrip/network', '@scrip/gateway-api', '@scrip/signing', '@scrip/audit', fabricGateway],
    'contracts -> language -> model',
    ['**/test-support/**', '**/*.test.ts'],
  ),
  forbid(
    ['interchange/src/**'],
    [...NODE_AND_FABRIC, '@scrip/contracts', '@scrip/config', '@scrip/network', '@scrip/gateway-api'],
    'interchange -> language, model; it runs in browsers',
    ['**/*.test.ts', '**/test-support/**', 'interchange/src/reference/**'],
  ),
  forbid(
    ['signing/src/**'],
    [...NODE_AND_FABRIC, '@scrip/contracts', '@scrip/config', '@scrip/network', '@scrip/gateway-api'],
    'signing -> model; it runs in browsers',
    ['**/*.test.ts'],
  ),
  forbid(
    ['audit/src/**'],
    [...NODE_AND_FABRIC, '@scrip/*'],
    'audit imports nothing of the project: it shares no mistake with what it judges',
  ),
  forbid(
    ['verify/src/**'],
    [...NODE_AND_FABRIC, '@scrip/*'],
    'verify imports nothing of the project and runs in browsers: whoever verifies trusts no code of those who certify',
    ['**/*.test.ts'],
  ),
  forbid(['config/src/**'], ['@scrip/*', '@hyperledger/*', 'fabric-*'], 'config imports nothing of the project'),
  forbid(
    ['credentials/src/**'],
    ['@scrip/*', '@hyperledger/*', 'fabric-*'],
    'credentials imports nothing of the project',
  ),
  forbid(
    ['network/src/**'],
    ['@scrip/model', '@scrip/contracts', '@scrip/gateway-api', fabricGateway],
    'network -> config, credentials; chaincode is reached only through the chaincode protocol',
    ['**/*.test.ts', '**/*.fixture.ts'],
  ),
  forbid(
    ['gateway-api/src/**'],
    ['@scrip/contracts', '@scrip/network', fabricGateway, 'fabric-shim', 'fabric-contract-api'],
    'gateway-api -> language, model, config, credentials, signing, verify; fabric-gateway only in src/ledger',
    ['gateway-api/src/ledger/**'],
  ),
  forbid(
    ['gateway-api/src/ledger/**'],
    ['@scrip/contracts', '@scrip/network', 'fabric-shim', 'fabric-contract-api'],
    'gateway-api -> language, model, config, credentials',
  ),
  forbid(
    ['editors/browser/src/**'],
    [...NODE_AND_FABRIC, '@scrip/contracts', '@scrip/config', '@scrip/network', '@scrip/gateway-api'],
    'editors/browser -> language, model; it runs in browsers',
    ['**/*.test.ts'],
  ),
  forbid(
    ['editors/server/src/**', 'editors/vscode/src/**'],
    ['@scrip/contracts', '@scrip/config', '@scrip/network', '@scrip/gateway-api', '@hyperledger/*', 'fabric-*'],
    'editors -> language: they know texts and no network',
  ),
  forbid(
    ['cli/src/**'],
    ['@scrip/contracts', '@scrip/network', '@scrip/credentials', '@scrip/config', '@hyperledger/*', 'fabric-*'],
    'cli -> gateway-api (its client), interchange, language, signing, model, verify: it is installed where no gateway runs',
  ),
  forbid(
    ['test/**'],
    ['@scrip/contracts', '@scrip/*/*', '!@scrip/gateway-api/certificate-pdf'],
    'tests across workspaces use public entry points',
  ),
  forbid(
    ['test/evaluator/**'],
    [...NODE_AND_FABRIC, '@scrip/*', '**/against/*'],
    'the evaluator knows the reference of the language alone: it shares no mistake with what it is compared with',
    ['test/evaluator/against/**', '**/*.test.ts'],
  ),
  {
    files: ['chaincode/contracts/src/**'],
    ignores: ['chaincode/contracts/src/records/lot-records.ts', '**/test-support/**', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'Literal[value=/^lot\\u002F/]', message: 'Keys of lots are known to lot-records alone.' },
        {
          selector: 'TemplateElement[value.raw=/^lot\\u002F/]',
          message: 'Keys of lots are known to lot-records alone.',
        },
      ],
    },
  },
  {
    files: ['chaincode/contracts/src/**'],
    ignores: ['chaincode/contracts/src/register/movement.ts', '**/test-support/**', '**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/lot-records.js'],
              importNames: ['createLot', 'consumeLot'],
              message: 'Only applyMovement writes lots: whatever moves units goes through moveHolding.',
            },
          ],
        },
      ],
    },
  },
  { files: ['**/*.test.ts', 'test/**'], rules: { 'max-lines-per-function': 'off' } },
);
