import { registerDecorator } from 'class-validator';

/** Names with a text each, none of them longer than `longest`. */
export function IsTextMap(longest: number, nullableValues = false): PropertyDecorator {
  const fits = (value: unknown): boolean =>
    (typeof value === 'string' && value.length <= longest) || (nullableValues && value === null);
  return (prototype, property) =>
    registerDecorator({
      name: 'isTextMap',
      target: prototype.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          Object.values(value).every(fits),
        defaultMessage: () => `$property must be an object with texts of at most ${longest} characters`,
      },
    });
}
