import { ChoiceField, FlagField, PartField, TextField, TextsField, WholeField } from '../http/fields.js';

const MOST = { max: 1_000_000_000, nullable: true } as const;
const NAME = {
  min: 1,
  max: 128,
  description: 'What people see, in logs, figures and here',
  example: 'team-a',
};

/** How much the holder of a key may use; 0 means no limit. */
export class KeyLimitFields {
  @WholeField({ ...MOST, description: 'Requests per minute' })
  readonly requests_per_minute?: number | null;

  @WholeField({ ...MOST, description: 'Requests per day (UTC)' })
  readonly requests_per_day?: number | null;

  @WholeField({ ...MOST, description: 'Tokens per minute, in and out together' })
  readonly tokens_per_minute?: number | null;

  @WholeField({ ...MOST, description: 'Tokens per day (UTC), in and out together' })
  readonly tokens_per_day?: number | null;
}

/** What can be said of a key, in the words of the configuration file. `null` takes a field away. */
export class KeyFields {
  @TextsField({ nullable: true, description: 'Models that it may ask for, as patterns; none means all' })
  readonly models?: readonly string[] | null;

  @TextsField({
    nullable: true,
    description: 'Names of the endpoints that may serve it, as patterns; none means all',
  })
  readonly endpoints?: readonly string[] | null;

  @TextField({
    max: 40,
    nullable: true,
    description: 'From when on it is refused: a date or a time',
    example: '2027-01-31',
  })
  readonly expires?: string | null;

  @FlagField({ nullable: true, description: 'Whether it is refused although it has not expired' })
  readonly disabled?: boolean | null;

  @ChoiceField({
    of: ['high', 'normal', 'low'],
    nullable: true,
    description: 'The best class that its requests may ask for by `X-Olla-Priority`',
  })
  readonly max_priority?: string | null;

  @PartField(() => KeyLimitFields, { nullable: true, description: 'How much it may use' })
  readonly limits?: KeyLimitFields | null;
}

/** A key to make. */
export class NewKeyDto extends KeyFields {
  @TextField({ ...NAME, required: true })
  readonly name!: string;
}

/** What to change about a key (RFC 7396). */
export class KeyChangesDto extends KeyFields {
  @TextField(NAME)
  readonly name?: string;
}
