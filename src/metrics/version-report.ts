import { arch, platform } from 'node:process';
import { build } from '../core/version.js';

const HOME = 'https://github.com/thushan/olla';
const EXPERIMENTAL = ['translation_anthropic', 'passthrough_anthropic'];
/** Names that Go gives to what Node calls otherwise. */
const GO_NAMES: Readonly<Record<string, string>> = { win32: 'windows', x64: 'amd64', ia32: '386' };

/** The platform in Go spelling: `linux/amd64`. */
export function platformName(os: string, processor: string): string {
  return `${GO_NAMES[os] ?? os}/${GO_NAMES[processor] ?? processor}`;
}

/** `/version` (http-api.md §14.2); the same for as long as the process lives. */
export function versionReport(): object {
  return {
    api: {
      endpoints: {
        health: '/internal/health',
        metrics: '/internal/metrics',
        process: '/internal/process',
        status: '/internal/status',
        version: '/version',
      },
      version: 'v1',
    },
    links: { homepage: HOME, documentation: `${HOME}#readme`, releases: `${HOME}/releases/latest` },
    build: {
      commit: build.commit,
      date: build.date,
      go_version: `node ${process.version}`,
      platform: platformName(platform, arch),
    },
    name: 'Olla',
    version: build.version,
    edition: 'Community',
    description: 'The AI Proxy for your LLMs',
    capabilities: [
      'load_balancing',
      'health_checking',
      'rate_limiting',
      'model_unification',
      'endpoint_discovery',
      'message_translation',
      ...EXPERIMENTAL,
    ],
    capabilities_experimental: EXPERIMENTAL,
    supported_backends: [
      'ollama',
      'lemonade',
      'litellm',
      'llamacpp',
      'lmdeploy',
      'lm_studio',
      'omlx',
      'sglang',
      'vllm',
      'vllm-mlx',
      'openai_compatible',
      'docker-model-runner',
    ],
  };
}
