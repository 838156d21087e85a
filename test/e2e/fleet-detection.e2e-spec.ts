import { configuration } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';
import { SimulatedFleet } from '../support/simulated-fleet.js';

jest.setTimeout(30_000);

describe('endpoints without a type', () => {
  const fleet = new SimulatedFleet();
  let olla: Olla;

  beforeAll(async () => {
    const endpoints = await fleet.start('auto');
    olla = await start(configuration(endpoints));
  });
  afterAll(async () => {
    await olla.kill();
    await fleet.stop();
  });

  it.each(fleet.names)('are recognised: %s', async (type, name) => {
    const row = await olla.endpoint(name);
    expect(row).toMatchObject({ type: 'auto', detected_type: type, status: 'healthy' });
    expect(dig(row, 'issues')).toBeFalsy();
  });
});
