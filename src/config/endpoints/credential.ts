import type { EndpointAuthConfig } from '../sections/index.js';

/** The header that carries a credential (configuration.md §10.4); undefined when the type is none of ours. */
export function credentialHeader(
  auth: EndpointAuthConfig | undefined,
): [name: string, value: string] | undefined {
  switch (auth?.type) {
    case 'bearer':
      return ['Authorization', `Bearer ${auth.token}`];
    case 'api_key':
      return [auth.header || 'X-Api-Key', auth.key ?? ''];
    case 'basic':
      return [
        'Authorization',
        `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`,
      ];
    default:
      return undefined;
  }
}
