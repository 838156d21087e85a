import { FactBook } from './fact-book.js';
import { keptFacts, recallFacts } from './kept-facts.js';

const URL = 'http://a:11434';
const book = (): FactBook =>
  new FactBook(
    () => [],
    () => 4,
  );

function learned(): FactBook {
  const facts = book();
  const now = Date.now();
  const endpoint = facts.of(URL);
  endpoint.service.add(9_000, now);
  endpoint.of('m', undefined).load.add(45_000, now);
  endpoint.memory.residents(
    {
      told: {
        at: now,
        source: 'test',
        residents: [
          { name: 'm', state: 'loaded' },
          { name: 'n', state: 'loaded' },
        ],
      },
    },
    now,
  );
  for (let time = 0; time < 20; time++) facts.demand.asked('m', now);
  return facts;
}

describe('what was learned', () => {
  it('survives a restart', () => {
    const before = learned();
    const after = book();
    recallFacts(after, JSON.parse(JSON.stringify(keptFacts(before))));
    const [was, is] = [before.of(URL), after.of(URL)];
    expect(is.service.value).toBe(was.service.value);
    expect(is.of('m', undefined).load.value).toBe(was.of('m', undefined).load.value);
    expect(is.memory.room.memory).toEqual([2, false, 0]);
    expect(after.demand.rate('m', Date.now())).toBeGreaterThan(0);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'no'],
    ['a list', []],
    ['another form', { form: 99, endpoints: { [URL]: { service: [1, 1, 1] } } }],
    ['odd kinds', { form: 1, demand: { m: 'often' }, endpoints: { [URL]: { service: 'long', models: 7 } } }],
    [
      'odd numbers',
      {
        form: 1,
        demand: { m: [-5, 1] },
        endpoints: {
          [URL]: {
            service: [-1, 1, 1],
            recall: [1, 'x', 1],
            room: [-3, true, -9],
            models: { m: { load: [1, -1, 1] }, n: 3 },
          },
        },
      },
    ],
  ])('is left alone when the file holds %s', (_, kept) => {
    const facts = book();
    recallFacts(facts, kept);
    expect(facts.of(URL).service.value).toBe(book().of(URL).service.value);
    expect(facts.of(URL).memory.room.memory).toEqual([0, false, 0]);
    expect(facts.demand.rate('m', Date.now())).toBe(0);
  });
});
