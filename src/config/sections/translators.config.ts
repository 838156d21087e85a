import { AtLeast, AtMost, Flag, Section, Size, Text } from '../schema/index.js';

const IN_ANTHROPIC = 'translators config invalid: anthropic translator config invalid:';

/** Writes whole conversations to disk; for development only. */
export class InspectorConfig {
  /** Whether conversations are written. */
  @Flag()
  readonly enabled: boolean = false;

  /** Directory that they are written to. */
  @Text()
  readonly outputDir: string = 'logs/inspector/anthropic';

  /** Request header that names the conversation. */
  @Text()
  readonly sessionHeader: string = 'X-Session-ID';
}

/** The Anthropic Messages API in front of other backends. */
export class AnthropicConfig {
  /** Whether its routes exist. */
  @Flag()
  readonly enabled: boolean = true;

  /** Whether backends that speak it themselves get requests as they are. */
  @Flag()
  readonly passthroughEnabled: boolean = true;

  /** Bytes that a message request may have. */
  @Size()
  @AtLeast(0, `${IN_ANTHROPIC} max_message_size must be non-negative, got $value`)
  @AtMost(104_857_600, `${IN_ANTHROPIC} max_message_size exceeds 100 MiB safety limit, got $value`)
  readonly maxMessageSize: number = 10_485_760;

  /** Writes whole conversations to disk; for development only. */
  @Section(() => InspectorConfig)
  readonly inspector: InspectorConfig = new InspectorConfig();
}

/** Dialects that Olla speaks for backends which do not. */
export class TranslatorsConfig {
  /** The Anthropic Messages API. */
  @Section(() => AnthropicConfig)
  readonly anthropic: AnthropicConfig = new AnthropicConfig();
}
