// Who takes part: how each is found on this machine and how it is started.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from './cores.mjs';
import { haproxyConfig, nginxConfig, ollaConfig } from './proxy-configs.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function ours(id, engine) {
  return {
    id,
    title: `olla (${engine} engine)`,
    absent: () =>
      fs.existsSync(path.join(ROOT, 'dist/main.js')) ? '' : 'dist/main.js is missing: npm run build',
    launch: (ports, dir) => ({
      command: [process.execPath, 'bin/olla', '-c', writeFile(dir, 'olla.yaml', ollaConfig(engine, ports))],
      cwd: ROOT,
      env: { NODE_ENV: 'production' },
    }),
  };
}

function original(id, engine) {
  const binary = process.env.OLLA_REFERENCE && path.resolve(process.env.OLLA_REFERENCE);
  return {
    id,
    title: `original (${engine} engine)`,
    absent() {
      if (!binary) return 'OLLA_REFERENCE names no binary';
      return fs.existsSync(binary) ? '' : `OLLA_REFERENCE: no file ${binary}`;
    },
    launch: (ports, dir) => ({
      command: [binary, '-c', writeFile(dir, 'olla.yaml', ollaConfig(engine, ports))],
      cwd: path.dirname(binary),
      env: {},
    }),
  };
}

const haproxy = {
  id: 'haproxy',
  title: 'haproxy',
  absent: () => (onPath('haproxy') ? '' : 'not installed'),
  launch: (ports, dir) => ({
    command: [onPath('haproxy'), '-db', '-f', writeFile(dir, 'haproxy.cfg', haproxyConfig(ports))],
    cwd: dir,
    env: {},
  }),
};

const nginx = {
  id: 'nginx',
  title: 'nginx',
  absent: () => (onPath('nginx') ? '' : 'not installed'),
  launch(ports, dir) {
    fs.chmodSync(dir, 0o755); // its worker may run as another user
    const config = writeFile(dir, 'nginx.conf', nginxConfig(ports, dir));
    return { command: [onPath('nginx'), '-p', dir, '-e', 'stderr', '-c', config], cwd: dir, env: {} };
  },
};

/** No proxy at all: what load and backend could do by themselves, and what the backend costs. */
const direct = { id: 'direct', title: 'no proxy', absent: () => '', launch: undefined };

export const PROXIES = [
  ours('olla', 'olla'),
  ours('olla-sherpa', 'sherpa'),
  original('original', 'olla'),
  original('original-sherpa', 'sherpa'),
  haproxy,
  nginx,
  direct,
];

/** The first of these that was measured is what the ratios compare with. */
export const YARDSTICKS = ['original', 'haproxy'];

function writeFile(dir, name, text) {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
}
