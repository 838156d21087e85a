import type { Reply } from './reply.js';

type Sample = [name: string, type: 'counter' | 'gauge', help: string, value: number];

/** Sends figures in the Prometheus text format. */
export function expose(reply: Reply, samples: readonly Sample[], labels = ''): void {
  const lines = samples.map(
    ([name, type, help, value]) =>
      `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name}${labels} ${labels ? value.toFixed(1) : value}\n`,
  );
  reply.text(200, lines.join(''), 'text/plain; version=0.0.4; charset=utf-8');
}
