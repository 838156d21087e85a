import { compileCalculation } from './calculation.js';
import type { Value } from './value.js';

const VARIABLES = new Map<string, Value>([
  ['out', 50],
  ['ms', 625],
  ['zero', 0],
  ['why', 'stop'],
  ['empty', ''],
  ['nothing', null],
  ['done', true],
]);
const calculate = (expression: string): Value => compileCalculation(expression)(VARIABLES);

describe('a calculation', () => {
  it.each<[string, Value]>([
    ['ms > 0 ? (out * 1000.0) / ms : 0', 80],
    ['zero > 0 ? 1 : 0', 0],
    ['missing > 0 ? 1 : 0', 0],
    ['1 + 2 * 3 - 4 / 2', 5],
    ['(1 + 2) * 3', 9],
    ['10 - 3 - 2', 5],
    ['7 % 4', 3],
    ['- out + -(-1)', -49],
    ['1e3 + .5', 1000.5],
    ['len(why) > 0', true],
    ['len(empty) > 0 || len(nothing) > 0', false],
    ['why != null && why != ""', true],
    ["why == 'stop'", true],
    ['nothing == nil', true],
    ['missing == null', true],
    ['!done', false],
    ['!missing', true],
    ['true ? false ? 1 : 2 : 3', 2],
    ['done && out > 1 ? "a" : \'b\'', 'a'],
    ['"a" < "b"', true],
    ['1 < 2 == true', true],
    ['out', 50],
  ])('%s is %j', (expression, expected) => expect(calculate(expression)).toBe(expected));

  it.each<[string, Value]>([
    ['missing + 1', null],
    ['out / zero', null],
    ['out % zero', null],
    ['-why', null],
    ['why + "x"', null],
    ['1e308 * 10', null],
    ['missing < 1', false],
    ['why > 1', false],
    ['done >= true', false],
    ['len(out)', 0],
    ['constructor', null],
    ['toString', null],
  ])('without a sensible result: %s is %j', (expression, expected) =>
    expect(calculate(expression)).toBe(expected),
  );

  it.each([
    ['output_tokens +* 2', 'unexpected "*" at 16'],
    ['', 'unexpected end'],
    ['1 +', 'unexpected end'],
    ['(1', 'unexpected end'],
    ['1 2', 'unexpected "2" at 3'],
    ['a.b', 'unexpected "." at 2'],
    ['a ? 1', 'unexpected end'],
    ["'a", `unexpected "'" at 1`],
    ['exit(1)', 'unknown function exit'],
    ['a = 1', 'unexpected "=" at 3'],
    ['toString(1)', 'unknown function toString'],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'nested too deeply'],
    ['!'.repeat(60), 'nested too deeply'],
    ['1+'.repeat(600), 'longer than 1000 characters'],
  ])('%j is refused: %s', (expression, reason) =>
    expect(() => compileCalculation(expression)).toThrow(new Error(reason)),
  );
});
