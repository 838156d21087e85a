import { FlagField, PartField, TextField, TextMapField, TextsField, WholeField } from '../http/fields.js';

const DURATION = { max: 32, nullable: true, example: '5s' } as const;
const SECRET = 'may name a variable as `${NAME}`';

/** Which of its models are offered. */
export class ModelFilterFields {
  @TextsField({ nullable: true, description: 'Patterns of names to keep; none means all' })
  readonly include?: readonly string[] | null;

  @TextsField({ nullable: true, description: 'Patterns of names to leave out, even when they are included' })
  readonly exclude?: readonly string[] | null;
}

/** The credential that the endpoint gets. Another `type` than before replaces it as a whole. */
export class EndpointAuthFields {
  @TextField({ max: 32, description: '`bearer`, `api_key` or `basic`' })
  readonly type?: string;

  @TextField({ max: 8_192, nullable: true, description: `The token of \`bearer\`; ${SECRET}` })
  readonly token?: string | null;

  @TextField({ nullable: true, description: 'File that holds the token' })
  readonly token_file?: string | null;

  @TextField({ max: 8_192, nullable: true, description: `The key of \`api_key\`; ${SECRET}` })
  readonly key?: string | null;

  @TextField({ nullable: true, description: 'File that holds the key' })
  readonly key_file?: string | null;

  @TextField({ max: 256, nullable: true, description: 'Header that carries the key of `api_key`' })
  readonly header?: string | null;

  @TextField({ nullable: true, description: `The user name of \`basic\`; ${SECRET}` })
  readonly username?: string | null;

  @TextField({ nullable: true, description: 'File that holds the user name' })
  readonly username_file?: string | null;

  @TextField({ nullable: true, description: `The password of \`basic\`; ${SECRET}` })
  readonly password?: string | null;

  @TextField({ nullable: true, description: 'File that holds the password' })
  readonly password_file?: string | null;
}

/** How connections to the endpoint are secured. */
export class EndpointTlsFields {
  @TextField({ nullable: true, description: 'PEM file of the authorities that are trusted' })
  readonly ca_file?: string | null;

  @TextField({ nullable: true, description: 'PEM file of the certificate that Olla shows' })
  readonly cert_file?: string | null;

  @TextField({ nullable: true, description: "PEM file of that certificate's key" })
  readonly key_file?: string | null;

  @TextField({ max: 256, nullable: true, description: "Name that the endpoint's certificate must have" })
  readonly server_name?: string | null;

  @FlagField({ nullable: true, description: 'Takes any certificate: whoever is in between reads everything' })
  readonly insecure?: boolean | null;
}

/**
 * What can be said of an endpoint, in the words of the configuration file. `null` takes a key away; three asterisks,
 * as they are shown in place of secrets, leave the secret as it is.
 */
export class EndpointFields {
  @TextField({ max: 256, nullable: true, description: 'What people see; `host:port` without one' })
  readonly name?: string | null;

  @TextField({
    max: 64,
    nullable: true,
    description: 'Kind of server; `auto` lets Olla find out',
    example: 'ollama',
  })
  readonly type?: string | null;

  @WholeField({ max: 1_000_000, nullable: true, description: 'Higher is preferred' })
  readonly priority?: number | null;

  @TextField({ max: 2_048, nullable: true, description: 'Path or URL to probe' })
  readonly health_check_url?: string | null;

  @TextField({ max: 2_048, nullable: true, description: 'Path or URL of the list of models' })
  readonly model_url?: string | null;

  @TextField({ ...DURATION, description: 'Time between two probes' })
  readonly check_interval?: string | null;

  @TextField({ ...DURATION, example: '2s', description: 'How long a probe may take' })
  readonly check_timeout?: string | null;

  @FlagField({ nullable: true, description: 'Whether the path of the URL is kept in front of request paths' })
  readonly preserve_path?: boolean | null;

  @PartField(() => ModelFilterFields, { nullable: true, description: 'Which of its models are offered' })
  readonly model_filter?: ModelFilterFields | null;

  @TextMapField({ nullable: true, nullableValues: true, description: 'Headers that each request gets' })
  readonly headers?: Readonly<Record<string, string | null>> | null;

  @PartField(() => EndpointAuthFields, {
    nullable: true,
    description: 'The credential that each request gets',
  })
  readonly auth?: EndpointAuthFields | null;

  @PartField(() => EndpointTlsFields, { nullable: true, description: 'How its connections are secured' })
  readonly tls?: EndpointTlsFields | null;

  @WholeField({ max: 1_000_000_000, nullable: true, description: 'Requests at once; 0 means no limit' })
  readonly max_concurrent?: number | null;

  @WholeField({ max: 1_000_000_000, nullable: true, description: 'Requests per minute; 0 means no limit' })
  readonly requests_per_minute?: number | null;
}

const URL_FIELD = { min: 1, max: 2_048, example: 'http://gpu-1:11434' } as const;

/** An endpoint to add. */
export class NewEndpointDto extends EndpointFields {
  @TextField({ ...URL_FIELD, required: true, description: 'Base URL, and the identity of the endpoint' })
  readonly url!: string;
}

/** What to change about an endpoint (RFC 7396). Another URL makes another endpoint of it. */
export class EndpointChangesDto extends EndpointFields {
  @TextField({ ...URL_FIELD, description: 'Base URL, and the identity of the endpoint' })
  readonly url?: string;
}
