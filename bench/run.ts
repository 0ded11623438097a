import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `npm run bench [NAME…]`: runs the benchmarks of this folder, each in a process of its own. What they share is in `parts/`. */
const folder = fileURLToPath(new URL('.', import.meta.url));
const known = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .map((name) => name.slice(0, -3));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const strange = wanted.filter((name) => !known.includes(name));
if (strange.length > 0) {
  process.stderr.write(`No benchmark is called ${strange.join(', ')}. Known are ${known.join(', ')}.\n`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : known) {
  process.stderr.write(`${name}\n`);
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `${folder}${name}.ts`, ...process.argv.slice(2).filter((word) => word.startsWith('--'))],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exitCode = 1;
}
