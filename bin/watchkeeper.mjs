#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/app/main.js', import.meta.url);
if (!existsSync(main)) {
  process.stderr.write('Watchkeeper is not built yet. Run "npm start" once; it installs and builds what is missing.\n');
  process.exit(1);
}
const { run } = await import(main.href);
process.exitCode = await run(process.argv.slice(2));
