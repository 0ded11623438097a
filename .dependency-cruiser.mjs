/**
 * The law between the rooms. `src/` is a street: a room may use the rooms before it and never those after.
 * This file is the only place where the order is written.
 */
const street = [
  'kernel',
  'regime',
  'parties',
  'lists',
  'screening',
  'findings',
  'vessels',
  'trade',
  'finance',
  'team',
  'evidence',
  'ledger',
  'relief',
  'casework',
  'reports',
  'store',
  'server',
  'cli',
  'app',
];

/** What touches the world. Only edges and the rooms that are edges as a whole may import it. */
const world = '^(node:)?(fs|fs/promises|net|tls|http|https|http2|dgram|dns|child_process|worker_threads|os|process)$';
const worldlyRooms = '^src/(store|server|cli|app)/|/edge/|/fixtures/|\\.test\\.ts$|^src/kernel/shipped-data\\.ts$';

/** The store's connection is used by every room's `edge/store.ts`, the server's route kit by every `edge/routes.ts`, the command kit by every `edge/commands.ts`. */
const kits = {
  store: 'src/store/[a-z-]+\\.ts$',
  server: 'src/server/(route|json-text)\\.ts$',
  cli: 'src/cli/(command|table)\\.ts$',
};

const upwards = street.map((room, index) => {
  const later = street.slice(index + 1);
  return {
    name: `${room}-looks-back-only`,
    comment: `${room} may use the rooms before it and never those after (its edges may use the kits of store, server and cli).`,
    severity: 'error',
    from: { path: `^src/${room}/`, pathNot: '\\.test\\.ts$' },
    to: { path: `^src/(${later.join('|') || '-'})/`, pathNot: Object.values(kits).map((kit) => `^${kit}`) },
  };
});

export default {
  forbidden: [
    ...upwards,
    {
      name: 'pure-stays-pure',
      comment: 'Files at the top of a room are data in, data out: no edge, no kit of store, server or cli.',
      severity: 'error',
      from: { path: `^src/(${street.slice(0, street.indexOf('store')).join('|')})/`, pathNot: '/edge/|\\.test\\.ts$' },
      to: { path: `/edge/|^src/(store|server|cli|app)/` },
    },
    {
      name: 'world-only-at-the-edge',
      comment: 'Files, sockets, processes and threads are touched in edge/, store, server, cli and app.',
      severity: 'error',
      from: { path: '^src/', pathNot: worldlyRooms },
      to: { path: world },
    },
    {
      name: 'edges-meet-only-in-stores',
      comment: "An edge never imports another room's edge except its store.",
      severity: 'error',
      from: { path: '^src/([^/]+)/edge/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/[^/]+/edge/', pathNot: ['^src/$1/', '^src/[^/]+/edge/store[a-z-]*\\.ts$'] },
    },
    {
      name: 'console-speaks-http-only',
      comment:
        'The console knows the server by its API alone; it may share types, and the one verifier of proofs, which runs anywhere.',
      severity: 'error',
      from: { path: '^console/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/ledger/verify/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'verifier-stands-alone',
      comment: 'What verifies proofs runs in a browser: it imports nothing but itself.',
      severity: 'error',
      from: { path: '^src/ledger/verify/' },
      to: { pathNot: '^src/ledger/verify/' },
    },
    { name: 'no-cycles', comment: 'A cycle has no first reader.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead or in the wrong place.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.test\\.ts$' },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'Every import must resolve.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
