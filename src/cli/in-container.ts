import { existsSync, readFileSync } from 'node:fs';
import type { Environment } from '../config/index.js';

/** Whether the process runs in a container (configuration.md §4.3). */
export function inContainer(env: Environment): boolean {
  return Boolean(env['KUBERNETES_SERVICE_HOST']) || existsSync('/.dockerenv') || inContainerGroup();
}

function inContainerGroup(): boolean {
  try {
    return /docker|containerd|kubepods/.test(readFileSync('/proc/1/cgroup', 'utf8'));
  } catch {
    return false;
  }
}
