/** What `npm start` and `npm test` share: the right Node, what must be installed, what must be built. No dependencies. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';

export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows, ...options }).status ?? 1;
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(
    `Watchkeeper needs Node.js 20.19 or later, and this is ${process.versions.node}. Install a newer one from https://nodejs.org/.`,
  );
  process.exit(1);
}

export function install() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  const locked = existsSync(lock);
  if (existsSync(installed) && (!locked || statSync(installed).mtimeMs >= statSync(lock).mtimeMs)) return;
  say('Installing (about a minute the first time) …');
  if (run('npm', [locked ? 'ci' : 'install', '--no-audit', '--no-fund', '--loglevel=error']) === 0) return;
  say('The installation failed; the lines above say why. Check the network, then run the command again.');
  process.exit(1);
}

/** Newest change below a folder, in milliseconds. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let latest = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    latest = Math.max(latest, newest(join(path, entry.name)));
  }
  return latest;
}

function stale(target, sources) {
  const built = join(root, target);
  return (
    !existsSync(built) || statSync(built).mtimeMs < Math.max(...sources.map((source) => newest(join(root, source))))
  );
}

const builds = [
  {
    name: 'the program',
    target: 'dist/.built',
    sources: ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json'],
    command: ['tsc', '-p', 'tsconfig.build.json'],
  },
  {
    name: 'the console',
    target: 'console/dist/index.html',
    sources: ['console', 'package.json'],
    command: ['vite', 'build', '--config', 'console/vite.config.ts', '--logLevel', 'warn'],
  },
];

export function build() {
  for (const { name, target, sources, command } of builds) {
    if (!existsSync(join(root, sources[0])) || !stale(target, sources)) continue;
    say(`Building ${name} …`);
    const [tool, ...args] = command;
    if (run(process.execPath, [binOf(tool), ...args]) !== 0) {
      say(`Building ${name} failed; the lines above say why.`);
      process.exit(1);
    }
    if (name === 'the program') writeFileSync(join(root, target), '');
  }
}

/** The script behind a tool of node_modules/.bin. */
export function binOf(tool) {
  const paths = {
    tsc: 'typescript/bin/tsc',
    vite: 'vite/bin/vite.js',
    biome: '@biomejs/biome/bin/biome',
    depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
    knip: 'knip/bin/knip.js',
    vitest: 'vitest/vitest.mjs',
  };
  return join(root, 'node_modules', paths[tool]);
}
