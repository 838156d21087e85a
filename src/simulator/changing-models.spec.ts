import { Simulator } from './index.js';

const simulator = new Simulator({ dialect: 'openai', models: ['kept', 'leaving'] });
let url: string;

const listed = async (): Promise<unknown> => (await fetch(`${url}/v1/models`)).json();
const ask = async (model: string): Promise<number> => {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }] });
  return (await fetch(`${url}/v1/chat/completions`, { method: 'POST', body })).status;
};

beforeEach(async () => ({ url } = await simulator.start()));
afterEach(() => simulator.kill());

describe('a Simulator whose models change', () => {
  it('lists and serves the new ones and no others', async () => {
    simulator.setModels(['kept', 'new']);
    expect(await listed()).toMatchObject({ data: [{ id: 'kept' }, { id: 'new' }] });
    expect([await ask('kept'), await ask('new'), await ask('leaving')]).toEqual([200, 200, 404]);
    expect(() => simulator.setModels([])).toThrow('at least one model');
  });

  it('can forget one that it goes on listing', async () => {
    simulator.setModels(['kept', 'leaving']);
    simulator.forget('leaving');
    expect(await listed()).toMatchObject({ data: [{ id: 'kept' }, { id: 'leaving' }] });
    expect([await ask('kept'), await ask('leaving')]).toEqual([200, 404]);
    simulator.setModels(['kept', 'leaving']);
    expect(await ask('leaving')).toBe(200);
  });
});
