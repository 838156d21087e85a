import { exchange, state } from '../../test/support/builders.js';
import { candidatesOf } from '../registry/selection/index.js';
import { permittedTo, refusalOf } from './caller-rights.js';

const llamas = { name: 'team', allowsModel: (name: string) => name.startsWith('llama') };
const asked = (body: string, model = '') => refusalOf(llamas, exchange({ body, model }))?.message;

describe('refusalOf', () => {
  it('lets a caller without a list ask for anything', () => {
    expect(refusalOf({ name: 'team' }, exchange({ body: 'no json', model: '' }))).toBeUndefined();
  });

  it('lets an allowed model pass and names one that is not', () => {
    expect(asked('{"model":"llama3"}', 'llama3')).toBeUndefined();
    expect(asked('{"model":"gpt-4"}', 'gpt-4')).toBe("Your key is not for the model 'gpt-4'");
  });

  it.each([
    '{"model":"llama3","model":"gpt-4"}',
    '{"Model":"gpt-4","model":"llama3"}',
    '{"model":"llama3","model":null}',
    '{"model":"llama3","mod\\u0065l":"gpt-4"}',
  ])('refuses %s, of which a backend could read another model', (body) => {
    expect(asked(body, 'llama3')).toContain('Your key is not for');
  });

  it.each(['{"prompt":"hi"}', 'model=gpt-4', '--boundary\r\n'])('wants a model in %j', (body) => {
    expect(asked(body)).toContain('name one of them');
  });

  it('lets a request without a body pass', () => {
    expect(asked('')).toBeUndefined();
  });
});

describe('permittedTo', () => {
  const all = candidatesOf([state({ name: 'eu-1' }), state({ name: 'us-1' })]);

  it('gives the very same candidates where all may serve', () => {
    expect(permittedTo({ name: 'team' }, all)).toBe(all);
  });

  it('leaves those that may', () => {
    const some = permittedTo({ name: 'team', allowsEndpoint: (name) => name.startsWith('eu-') }, all);
    expect(some.total).toBe(1);
    expect(some.tiers.flat().map(({ endpoint }) => endpoint.name)).toEqual(['eu-1']);
  });
});
