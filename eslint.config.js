import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const pure = ['src/{model,graph,language,engine,cli,lab,lessons}/**/*.ts'];

const plainError = {
  selector: "NewExpression[callee.name='Error'], ThrowStatement > CallExpression[callee.name='Error']",
  message: 'Use assert for a bug of ours and FaultlineError at an edge (src/model/assert.ts).',
};
const asynchronous = [
  'FunctionDeclaration[async=true]',
  'FunctionExpression[async=true]',
  'ArrowFunctionExpression[async=true]',
  'AwaitExpression',
].map((selector) => ({ selector, message: 'The pure layers are synchronous.' }));

export default defineConfig(
  globalIgnores(['dist/', 'test-results/', 'tests/conformance/cases/', 'tests/conformance/more/']),
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  svelte.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // What the page holds is replaced whole, never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig, extraFileExtensions: ['.svelte'] },
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  {
    // The compiler knows which names there are.
    files: ['**/*.ts', '**/*.svelte', 'tests/**/*.mjs'],
    rules: { 'no-undef': 'off' },
  },
  { files: ['*.{js,ts}', '**/*.d.ts', 'tests/tools/serveBuiltSite.mjs'], rules: { 'no-restricted-exports': 'off' } },
  {
    // Flows as users write them.
    files: ['public/flows/*.ts', 'tests/types/flows/*.ts'],
    rules: { 'no-restricted-exports': 'off', '@typescript-eslint/no-empty-function': 'off' },
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    ignores: ['src/model/assert.ts', ...pure],
    rules: { 'no-restricted-syntax': ['error', plainError] },
  },
  {
    files: pure,
    rules: {
      'no-restricted-syntax': ['error', plainError, ...asynchronous],
      'no-restricted-globals': ['error', 'Date', 'Promise', 'setTimeout', 'setInterval', 'console', 'crypto'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The pure layers know no chance but the seed.' },
      ],
    },
  },
);
