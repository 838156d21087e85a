/** Fields of bodies: one decorator says what is checked and what is documented, so that both stay the same. */
import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ApiProperty } from './docs.js';
import { IsTextMap } from './text-map.js';

/** What every kind of field can say. */
export interface FieldOptions {
  readonly description: string;
  /** Whether it must be there; it need not by default. */
  readonly required?: boolean;
  /** Whether `null` is accepted: it takes the field away (RFC 7396). */
  readonly nullable?: boolean;
  readonly example?: unknown;
}

/** Bounds of a text. */
export interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

const LONGEST_TEXT = 1_024;
const LONGEST_PATTERN = 256;
const MOST_PATTERNS = 256;

/** A text. */
export function TextField({
  min = 0,
  max = LONGEST_TEXT,
  pattern,
  ...options
}: TextOptions): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsString(),
    MaxLength(max),
    ...(min > 0 ? [MinLength(min)] : []),
    ...(pattern ? [Matches(pattern)] : []),
    documented(options, {
      type: 'string',
      maxLength: max,
      ...(min > 0 && { minLength: min }),
      ...(pattern && { pattern: pattern.source }),
    }),
  );
}

/** One of a few words. */
export function ChoiceField({ of, ...options }: FieldOptions & { of: readonly string[] }): PropertyDecorator {
  return applyDecorators(presence(options), IsIn(of), documented(options, { type: 'string', enum: [...of] }));
}

/** A whole number. */
export function WholeField({
  min = 0,
  max = Number.MAX_SAFE_INTEGER,
  ...options
}: FieldOptions & { min?: number; max?: number }): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsInt(),
    Min(min),
    Max(max),
    documented(options, { type: 'integer', minimum: min, maximum: max }),
  );
}

/** Yes or no. */
export function FlagField(options: FieldOptions): PropertyDecorator {
  return applyDecorators(presence(options), IsBoolean(), documented(options, { type: 'boolean' }));
}

/** A list of texts. */
export function TextsField({
  most = MOST_PATTERNS,
  max = LONGEST_PATTERN,
  ...options
}: FieldOptions & { most?: number; max?: number }): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsArray(),
    ArrayMaxSize(most),
    IsString({ each: true }),
    MaxLength(max, { each: true }),
    documented(options, { type: 'array', items: { type: 'string', maxLength: max }, maxItems: most }),
  );
}

/** Names with a text each. */
export function TextMapField(options: FieldOptions & { nullableValues?: boolean }): PropertyDecorator {
  const { nullableValues = false, ...rest } = options;
  const values = { type: 'string', maxLength: LONGEST_TEXT * 8, ...(nullableValues && { nullable: true }) };
  return applyDecorators(
    presence(rest),
    IsTextMap(values.maxLength, nullableValues),
    documented(rest, { type: 'object', additionalProperties: values }),
  );
}

/** A part with fields of its own. @param type its class, which must stand further up in the file */
export function PartField(type: () => new () => object, options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    presence(options),
    IsObject(),
    ValidateNested(),
    Type(type),
    documented(options, { type: type() }),
  );
}

/** Yes or no in a query. */
export function QueryFlag(options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => flagOf(value)),
    FlagField(options),
  );
}

/** A whole number in a query. */
export function QueryWhole(options: FieldOptions & { min?: number; max?: number }): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value)),
    WholeField(options),
  );
}

function flagOf(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

/** An absent field is not looked at, unless it must be there; neither is `null` where that means something. */
function presence({ required, nullable }: Pick<FieldOptions, 'required' | 'nullable'>): PropertyDecorator {
  if (required) return () => undefined;
  return nullable ? IsOptional() : ValidateIf((_, value) => value !== undefined);
}

function documented(options: FieldOptions, schema: object): PropertyDecorator {
  const { description, required = false, nullable, example } = options;
  return ApiProperty({
    ...schema,
    description,
    required,
    ...(nullable && { nullable }),
    ...(example !== undefined && { example }),
  });
}
