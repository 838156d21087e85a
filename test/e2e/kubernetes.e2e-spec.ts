import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { parseConfig } from '../../src/config/index.js';
import { dig } from '../support/dig.js';

const manifests = parseAllDocuments(readFileSync('deploy/kubernetes/olla.yaml', 'utf8')).map(
  (document): unknown => document.toJS(),
);
const of = (kind: string): unknown => manifests.find((manifest) => dig(manifest, 'kind') === kind);

describe('the manifests for Kubernetes', () => {
  it('hold a configuration that Olla takes without a word', () => {
    const text = String(dig(of('ConfigMap'), 'data', 'config.yaml'));
    const { config, warnings } = parseConfig(text, { strict: true });
    expect(warnings).toEqual([]);
    expect(config.engineering.watchConfig).toBe(true);
    expect(config.server.host).toBe('0.0.0.0');
  });

  it('probe the port that Olla listens on, give it time to drain, and run without privileges', () => {
    const pod = dig(of('Deployment'), 'spec', 'template', 'spec');
    const container = dig(pod, 'containers', 0);
    const { config } = parseConfig(String(dig(of('ConfigMap'), 'data', 'config.yaml')));
    expect(dig(container, 'ports', 0, 'containerPort')).toBe(config.server.port);
    const grace = Number(dig(pod, 'terminationGracePeriodSeconds')) * 1_000;
    const waits = Number(dig(container, 'lifecycle', 'preStop', 'exec', 'command', 1)) * 1_000;
    expect(grace).toBeGreaterThan(waits + config.server.shutdownTimeout);
    expect(dig(container, 'securityContext', 'readOnlyRootFilesystem')).toBe(true);
    expect(dig(pod, 'securityContext', 'runAsNonRoot')).toBe(true);
  });
});
