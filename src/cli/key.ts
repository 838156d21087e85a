import { Command } from 'commander';
import { newKey } from '../core/api-key.js';

interface KeyOptions {
  readonly name: string;
  readonly json?: boolean;
}

/** `olla key`: makes an API key. It is shown this once; what Olla keeps is its hash. */
export function keyCommand(): Command {
  return new Command('key')
    .description('make an API key for access.keys')
    .option('--name <name>', 'whose key it is', 'my-team')
    .option('--json', 'print JSON')
    .action(({ name, json }: KeyOptions) => {
      const { key, hash } = newKey();
      process.stdout.write(json ? `${JSON.stringify({ name, key, hash })}\n` : text(name, key, hash));
    });
}

const text = (
  name: string,
  key: string,
  hash: string,
): string => `Key (give it to its owner; it is shown this once):

  ${key}

For the configuration file:

  access:
    authenticator: keys
    keys:
      - name: ${JSON.stringify(name)}
        hash: ${hash}
`;
