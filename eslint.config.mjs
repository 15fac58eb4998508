import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const clock =
  'The core has no clock and no surroundings: take the day, the instant or the id as an argument.';

export default defineConfig([
  globalIgnores(['dist/', 'dist.*/', 'data/', 'coverage/', 'apps/console/src/api/schema.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './apps/console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      // A new event type must make the compiler point at every switch that has to know it, so `default` may not hide it.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          allowDefaultCaseForExhaustiveSwitch: false,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: false,
        },
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Nest modules are classes that carry nothing but their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Types are the house form for unions and records alike; both spellings are read as the same thing.
      '@typescript-eslint/consistent-type-definitions': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ForInStatement',
          message: 'Use Object.keys or Object.entries: for-in also walks the prototype.',
        },
      ],
    },
  },
  {
    files: ['apps/console/**/*.tsx', 'apps/console/**/*.ts'],
    rules: {
      // Handlers and effects of React are written as short as they are read.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // The command line and the bench speak to a person on standard output.
    files: ['apps/cli/src/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['libs/enrollment/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Date', 'process', 'performance', 'crypto', 'globalThis', 'global'].map((name) => ({
          name,
          message: clock,
        })),
      ],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: clock }],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?!\\.{1,2}/)', message: 'The core imports nothing from outside its own folder.' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', 'test/**/*.ts'],
    rules: {
      // jest's matchers and supertest's bodies are typed `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: [
      '{scripts,test,apps,verifiers}/**/*.{mjs,cjs}',
      'bin/*',
      '*.mjs',
      '*.js',
      '*.cjs',
      '.dependency-cruiser.cjs',
    ],
    languageOptions: {
      globals: Object.fromEntries(
        [
          '__dirname',
          'Buffer',
          'console',
          'fetch',
          'module',
          'performance',
          'process',
          'require',
          'setTimeout',
          'TextDecoder',
          'URL',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  { files: ['bin/*', '**/*.js', '**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
]);
