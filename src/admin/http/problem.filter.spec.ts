import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { AdminRig } from '../../../test/support/admin-rig.js';
import { AdminController } from './admin-controller.decorator.js';
import { PartField, QueryFlag, TextField, TextMapField, TextsField, WholeField } from './fields.js';
import { notFound } from './problem.js';

class Spout {
  @TextField({ max: 4, required: true, description: 'Its shape' })
  readonly shape!: string;
}

class Kettle {
  @TextField({ min: 1, max: 8, required: true, description: 'Its name' })
  readonly name!: string;

  @WholeField({ max: 3, nullable: true, description: 'Its size' })
  readonly size?: number | null;

  @TextsField({ most: 2, max: 4, description: 'What it says' })
  readonly sounds?: readonly string[];

  @TextMapField({ description: 'What it wears' })
  readonly labels?: Readonly<Record<string, string>>;

  @PartField(() => Spout, { description: 'Its spout' })
  readonly spout?: Spout;
}

class Steam {
  @QueryFlag({ description: 'Whether it whistles' })
  readonly whistle?: boolean;
}

@AdminController('kettles', 'kettles')
class KettlesController {
  @Get()
  all(@Query() { whistle }: Steam): object {
    return { whistle };
  }

  @Post()
  add(@Body() { name }: Kettle): object {
    return { name };
  }

  @Get(':name')
  one(@Param('name') name: string): object {
    throw notFound(`No kettle is called "${name}"`);
  }

  @Patch(':name')
  change(): object {
    return {};
  }

  @Delete(':name/steam')
  @HttpCode(200)
  vent(): object {
    throw new Error('secret of the boiler');
  }
}

describe('ProblemFilter', () => {
  let rig: AdminRig;
  beforeAll(async () => (rig = await AdminRig.start({ controllers: [KettlesController] })));
  afterAll(() => rig.stop());

  it('answers refusals as RFC 9457 has them', async () => {
    const answer = await rig.ask('kettles/blue?x=1');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json).toEqual({
      type: 'urn:olla:problem:not-found',
      title: 'Not found',
      status: 404,
      detail: 'No kettle is called "blue"',
      instance: '/internal/admin/v1/kettles/blue',
      request_id: 'llama-testing-1',
    });
  });

  it('tells nothing of our own faults but the id of the request', async () => {
    const answer = await rig.ask('kettles/blue/steam', { method: 'DELETE' });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('boiler');
    expect(answer.json['request_id']).toBe('llama-testing-1');
    expect(JSON.stringify(rig.log.lines)).toContain('secret of the boiler');
  });

  it('tells every field that does not fit, at once', async () => {
    const body = {
      name: '',
      size: 4,
      sounds: ['a', 'loooong', 3],
      labels: { a: 1 },
      spout: { shape: 'round' },
      lid: true,
    };
    const answer = await rig.ask('kettles', { method: 'POST', body });
    expect(answer.status).toBe(422);
    const paths = (answer.json['errors'] as { path: string }[]).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['name', 'size', 'sounds', 'labels', 'spout.shape', 'lid']));
  });

  it('takes null only where it means something', async () => {
    const post = (body: object) => rig.ask('kettles', { method: 'POST', body });
    expect((await post({ name: 'k', size: null })).status).toBe(201);
    expect((await post({ name: 'k', sounds: null })).status).toBe(422);
    expect((await post({ name: 'k', spout: null })).status).toBe(422);
    expect((await post({ name: 'k', spout: 'round' })).status).toBe(422);
    expect((await post({ name: 'k', spout: [] })).status).toBe(422);
    expect((await post({ name: null })).status).toBe(422);
  });

  it.each([['[]'], ['"text"'], ['1'], ['null'], ['[{"name":"k"}]']])(
    'takes objects only: %s',
    async (body) => {
      expect((await rig.ask('kettles', { method: 'POST', body })).status).toBe(422);
    },
  );

  it.each([
    ['{"name":', { 'content-type': 'application/json' }, 400],
    ['name=k', { 'content-type': 'text/x-form' }, 415],
    ['name', { 'content-type': 'text/csv' }, 415],
    ['{"__proto__": {"name":"k"}}', { 'content-type': 'application/json' }, 400],
  ])('refuses what cannot be read: %s', async (body, headers, status) => {
    const answer = await rig.ask('kettles', { method: 'POST', body, headers });
    expect([answer.status, answer.json['status']]).toEqual([status, status]);
  });

  it('reads flags of a query and refuses what is none', async () => {
    expect((await rig.ask('kettles?whistle=true')).json).toEqual({ whistle: true });
    expect((await rig.ask('kettles?whistle=maybe')).status).toBe(422);
    expect((await rig.ask('kettles?whistle=true&whistle=false')).status).toBe(422);
    expect((await rig.ask('kettles?other=1')).status).toBe(422);
  });

  it('answers unknown paths with a problem', async () => {
    for (const path of [
      'pots',
      '/internal/admin',
      '/internal/admin/',
      '/internal/admin/v2/kettles',
      'kettles/a/b/c',
    ]) {
      const answer = await rig.ask(path);
      expect([path, answer.status, answer.json['status']]).toEqual([path, 404, 404]);
    }
  });

  it('names the methods that a path knows', async () => {
    const wrong = await rig.ask('kettles/blue', { method: 'DELETE' });
    expect([wrong.status, wrong.headers['allow']]).toEqual([405, 'GET, HEAD, PATCH']);
    expect((await rig.ask('kettles', { method: 'PUT', body: {} })).headers['allow']).toBe('GET, HEAD, POST');
    expect((await rig.ask('kettles', { method: 'HEAD' })).status).toBe(200);
  });
});
