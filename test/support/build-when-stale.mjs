// Builds when a source is newer than what was built, so that `npm start` needs no step before it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = path.join(root, 'dist', 'main.js');
const sources = ['src', 'config', 'nest-cli.json', 'package.json', 'tsconfig.json'].map((name) =>
  path.join(root, name),
);

function newest(place) {
  if (!existsSync(place)) return 0;
  const { mtimeMs } = statSync(place);
  if (!statSync(place).isDirectory()) return mtimeMs;
  return readdirSync(place).reduce(
    (latest, name) => Math.max(latest, newest(path.join(place, name))),
    mtimeMs,
  );
}

if (!existsSync(path.join(root, 'node_modules'))) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
}
if (!existsSync(built) || statSync(built).mtimeMs < Math.max(...sources.map(newest))) {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
