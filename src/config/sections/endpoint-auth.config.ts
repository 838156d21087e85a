import { Known, Masked, Text } from '../schema/index.js';

/** The credential that an endpoint gets. In a loaded configuration variables and files have been read. */
export class EndpointAuthConfig {
  /** `bearer`, `api_key` or `basic`. */
  @Text()
  @Known('bearer', 'api_key', 'basic')
  readonly type: string = '';

  /** The token of `bearer`. */
  @Text()
  @Masked()
  readonly token?: string = undefined;

  /** File that holds the token. */
  @Text()
  readonly tokenFile?: string = undefined;

  /** The key of `api_key`. */
  @Text()
  @Masked()
  readonly key?: string = undefined;

  /** File that holds the key. */
  @Text()
  readonly keyFile?: string = undefined;

  /** Header that carries the key of `api_key`; `X-Api-Key` when absent. */
  @Text()
  readonly header?: string = undefined;

  /** The user name of `basic`. */
  @Text()
  @Masked()
  readonly username?: string = undefined;

  /** File that holds the user name. */
  @Text()
  readonly usernameFile?: string = undefined;

  /** The password of `basic`. */
  @Text()
  @Masked()
  readonly password?: string = undefined;

  /** File that holds the password. */
  @Text()
  readonly passwordFile?: string = undefined;

  /** A credential never reaches a JSON text. */
  toJSON(): { type: string } {
    return { type: this.type };
  }
}
