import Anthropic from '@anthropic-ai/sdk';
import { configuration } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { SimulatedFleet } from '../support/simulated-fleet.js';

jest.setTimeout(30_000);

describe.each(['own', 'auto'] as const)(
  'the Anthropic client before a fleet of six kinds (types: %s)',
  (typing) => {
    const fleet = new SimulatedFleet();
    let olla: Olla;
    let client: Anthropic;

    beforeAll(async () => {
      const endpoints = await fleet.start(typing);
      olla = await start(configuration(endpoints));
      client = new Anthropic({ baseURL: `${olla.url}/olla/anthropic`, apiKey: 'any', maxRetries: 0 });
    });
    afterAll(async () => {
      await olla.kill();
      await fleet.stop();
    });

    it('lists every model of every server', async () => {
      const models: { id: string; type: string; created: string }[] = [];
      for await (const { id, type, created_at: created } of client.models.list())
        models.push({ id, type, created });
      expect(models.map(({ id }) => id).toSorted()).toEqual(fleet.models);
      expect(new Set(models.map(({ type }) => type))).toEqual(new Set(['model']));
      for (const { created } of models) expect(Date.parse(created)).toBeLessThanOrEqual(Date.now());
    });
  },
);
