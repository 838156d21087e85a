import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { Simulator } from '../../src/simulator/index.js';
import { ask, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { refuses } from '../support/behaviours.js';
import { startBrowser } from '../support/browser.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

const VIEWS = ['Fleet', 'Traffic', 'Models', 'Requests', 'Sessions', 'Translators', 'Playground'];
const AXE = readFileSync(
  createRequire(`${process.cwd()}/package.json`).resolve('axe-core/axe.min.js'),
  'utf8',
);
const TOKEN = 'secret-token-of-an-operator';

jest.setTimeout(90_000);

describe('the page in a browser', () => {
  const simulator = new Simulator({ dialect: 'ollama', name: 'desk', models: ['llama3.2:3b', 'qwen3:8b'] });
  const failing = new Backend('failing', ['llama3.2:3b']);
  let olla: Olla;
  let browser: Browser;
  let page: Page;
  /** What went wrong in the page. */
  const complaints: string[] = [];

  const open = async (view = 'fleet', over: object = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...over });
    context.setDefaultTimeout(6_000);
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(olla.url) && !request.url().startsWith('data:'))
        complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(`${olla.url}/internal/ui/#${view}`);
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    return page;
  };
  const config = (more: object = {}): object => ({
    ...configuration([
      { name: 'desk', url: simulatorUrl, type: 'ollama', priority: 50 },
      entry(failing, { priority: 100 }),
    ]),
    ...more,
  });
  let simulatorUrl = '';

  beforeAll(async () => {
    ({ url: simulatorUrl } = await simulator.start());
    await failing.start();
    failing.behaviour = refuses(500);
    browser = await startBrowser();
    olla = await start(config());
    for (let i = 0; i < 3; i++) await chat(olla.url, 'llama3.2:3b');
    await chat(olla.url, 'nobody-has-this', { headers: { 'x-request-id': 'asked-for-nothing' } });
  });
  afterEach(async () => {
    await page.context().close();
    const found = complaints.splice(0);
    if (found.length > 0) throw new Error(`the page complained: ${found.join('; ')}`);
  });
  afterAll(async () => {
    await browser.close();
    await olla.kill();
    await Promise.all([simulator.kill(), failing.stop()]);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
    ['dark', 360],
  ] as const)(
    'shows every view, %s and %d wide, with nothing that axe minds or that sticks out',
    async (scheme, width) => {
      // The page's own policy lets no tool in.
      await open('fleet', { colorScheme: scheme, viewport: { width, height: 800 }, bypassCSP: true });
      for (const view of VIEWS) {
        await page.getByRole('link', { name: view, exact: true }).click();
        await page.getByRole('heading', { level: 1, name: view }).waitFor();
        await page.evaluate(AXE);
        const found = (await page.evaluate('axe.run()')) as { violations: { id: string; impact: string }[] };
        const serious = found.violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        );
        expect([view, serious.map(({ id }) => id)]).toEqual([view, []]);
        const tooWide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect([view, Number(tooWide) <= 0]).toEqual([view, true]);
      }
    },
  );

  it('shows the fleet, and what is loaded where', async () => {
    await open();
    await page.getByText('2/2').waitFor();
    await page.getByText('desk', { exact: true }).first().waitFor();
    await page.getByText('llama3.2:3b').first().waitFor();
  });

  it('tells of a failover as it happens, and of what was tried', async () => {
    await open('requests');
    await chat(olla.url, 'llama3.2:3b', { headers: { 'x-request-id': 'went-on' } });
    await page.getByText('failing (upstream_status) → desk answered').first().waitFor();
    await page.getByRole('button', { name: 'went-on' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('passed_over').first().waitFor();
    expect(await sheet.innerText()).toContain('desk');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  });

  it('leads from a request id straight to its story', async () => {
    await open('requests/asked-for-nothing');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('nobody-has-this').first().waitFor();
    await sheet.getByText('It never reached an endpoint').waitFor();
  });

  it('shows all of the requests that share an id, before and after it was opened', async () => {
    const headers = { 'x-request-id': 'always-the-same' };
    for (let i = 0; i < 2; i++) await chat(olla.url, 'nobody-has-this', { headers });
    await open('requests');
    const stories = page.getByRole('button').filter({ hasText: 'does not exist' });
    const shown = await stories.count();
    await Promise.all([1, 2].map(() => chat(olla.url, 'nobody-has-this', { headers })));
    await until('the new ones are shown too', async () => (await stories.count()) === shown + 2);
    expect(await page.getByRole('button', { name: 'always-the-same' }).count()).toBeGreaterThan(1);
  });

  it('shows the fleet at an address that names no view', async () => {
    await open('constructor');
    await page.getByRole('heading', { level: 1, name: 'Fleet' }).waitFor();
  });

  it('drains an endpoint and takes it back', async () => {
    await open();
    await page.getByText('failing', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Drain' }).click();
    await page.getByText('Drain failing: done').waitFor();
    const draining = async (): Promise<unknown> =>
      dig((await ask(`${olla.url}/internal/admin/v1/endpoints/failing`)).json(), 'draining');
    expect(await draining()).toBe(true);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('Resume failing: done').waitFor();
    expect(await draining()).toBe(false);
  });

  it('chats, and tells how the answer came about', async () => {
    await open('playground');
    await page.getByRole('combobox', { name: 'Model' }).selectOption('qwen3:8b');
    await page.getByRole('textbox', { name: 'Message' }).fill('Good morning');
    await page.keyboard.press('Enter');
    const log = page.getByRole('log');
    await log.getByText('[desk]').waitFor();
    await page.getByText('x-olla-endpoint', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Explain this request' }).click();
    await page.getByRole('dialog').getByText('/v1/chat/completions').first().waitFor();
  });

  it('says what is wrong with a chat', async () => {
    await open('playground');
    await page.route('**/chat/completions', (route) =>
      route.continue({ postData: JSON.stringify({ model: 'nobody-has-this', messages: [], stream: true }) }),
    );
    await page.getByRole('combobox', { name: 'Model' }).selectOption('qwen3:8b');
    await page.getByRole('textbox', { name: 'Message' }).fill('Good morning');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').filter({ hasText: 'nobody-has-this' }).waitFor();
    // A browser notes every 404.
    complaints.length = 0;
  });

  it('can be used without a mouse', async () => {
    await open();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('wants the token where one is configured, and keeps it to itself', async () => {
    olla.rewrite(config({ admin: { tokens: [{ name: 'ada', token: TOKEN }] } }));
    olla.signal('SIGHUP');
    await until('a token is wanted', async () => {
      return (await ask(`${olla.url}/internal/admin/v1/config/state`)).status === 401;
    });
    await open();
    await page.getByRole('button', { name: 'Reload configuration', exact: true }).click();
    await page.getByRole('button', { name: 'Enter an admin token' }).click();
    await page.getByRole('textbox', { name: 'Admin token' }).fill(TOKEN);
    await page.getByRole('button', { name: 'Use token' }).click();
    await page.getByText('Admin token accepted').waitFor();
    await page.getByRole('button', { name: 'Reload configuration', exact: true }).click();
    await page.getByText('Reload configuration: done').waitFor();
    const kept = await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );
    expect(kept).not.toContain(TOKEN);
    // A browser notes every 401.
    complaints.length = 0;
  });

  it('says so when Olla is gone, and goes on when it is back', async () => {
    await open();
    await olla.kill();
    await page.getByText('Reconnecting').waitFor();
    olla = new Olla(olla.port, ['-c', olla.file], {}, olla.file);
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor({ timeout: 15_000 });
    complaints.length = 0;
  });
});
