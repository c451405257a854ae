import type { Language } from './hostileFlows';
import { EVIL, evilCard, python, pythonCard, typescript, typescriptCard } from './hostileFlows';
import { outside } from './outside';
import { expect, RUN_MS_MAX, test } from './page';

/* What flows print, name and draw, looked at in every corner of the page. */

test.setTimeout(4 * RUN_MS_MAX);

const pythonWords = python(
  `
evil = EVIL
print(evil)
self.evil = evil
self.nested = {evil: [evil, (evil,)]}
self.set_metadata(evil, evil)
try:
    self.count = evil
finally:
    pass
class Evil(Exception):
    pass
Evil.__name__ = Evil.__qualname__ = evil
raise Evil(evil)
`,
  {
    above: `EVIL = ${JSON.stringify(EVIL)}`,
    over: '@card\n    @catch(var="caught")\n    @retry(times=1, minutes_between_retries=0)',
  },
);

const typescriptWords = typescript(
  `
const evil = EVIL
console.log(evil)
console.error(evil)
this.evil = evil
this.nested = { [evil]: [evil] }
this.setMetadata(evil, evil)
const error = new Error(evil)
error.name = evil
throw error
`,
  { above: `const EVIL = ${JSON.stringify(EVIL)}`, over: '@card()' },
);

for (const [language, source] of [
  ['python', pythonWords],
  ['typescript', typescriptWords],
] as const satisfies readonly (readonly [Language, string])[]) {
  test(`what ${language} prints, names and raises is shown as text`, async ({ faultline }) => {
    const { page } = faultline;
    const fileName = `${EVIL.replaceAll(/[/"]/g, '')}.${language === 'python' ? 'py' : 'ts'}`;
    await faultline.api('open', {
      language,
      fileName,
      source,
      faults: [{ kind: 'slow', step: 'start', seconds: 1, id: EVIL }],
      services: [{ name: EVIL.slice(0, 40), pattern: 'https://x.example.com/*', response: { body: EVIL } }],
      user: 'tester',
    });
    const { run } = await faultline.api('execute', ['run']);
    expect(run.output.join('\n')).toContain('<img src=x');
    await faultline.node('start').click();
    for (const tab of ['Console', 'Inspector', 'Cards', 'Why'] as const) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    }
    await page.getByRole('tab', { name: 'failures.json' }).click();
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByRole('textbox', { name: 'The link' })).toHaveValue(/#v1\./);
    const link = await faultline.api('share');
    await page.keyboard.press('Escape');
    await page.goto('./?again' + new URL(link).hash);
    await expect(page.getByRole('button', { name: 'Keep as mine' })).toBeVisible();
    const found = await page.evaluate(() => ({
      evil: 'evil' in window,
      images: document.querySelectorAll('img[src="x"]').length,
      scripts: [...document.scripts].filter(({ text }) => text.includes('evil')).length,
    }));
    expect(found).toEqual({ evil: false, images: 0, scripts: 0 });
  });
}

for (const [language, card] of [
  ['python', pythonCard],
  ['typescript', typescriptCard],
] as const) {
  test(`a card of ${language} runs nothing, loads nothing and leads nowhere`, async ({ faultline }) => {
    const out = await outside();
    const { page } = faultline;
    const away: string[] = [];
    page.on('popup', () => away.push('a window'));
    page.on('dialog', (dialog) => void dialog.dismiss());
    page.on('framenavigated', (frame) => away.push(frame.url()));
    const over = language === 'python' ? '@card' : '@card()';
    const body = card(evilCard(out.url));
    const source = language === 'python' ? python(body, { over }) : typescript(body, { over });
    await faultline.api('open', { language, fileName: language === 'python' ? 'card.py' : 'card.ts', source });
    const { tasks, run } = await faultline.api('execute', ['run']);
    expect(run.message).toBeNull();
    expect(
      tasks[0]?.cards.some(({ html }) => html.includes('id="away"')),
      'the card is as evil as it was made',
    ).toBe(true);
    await faultline.node('start').click();
    await faultline.lower('Cards');
    const choices = page.getByRole('tabpanel').getByRole('button');
    const frame = page.frameLocator('iframe[sandbox=""]').last();
    if ((await frame.locator('#away').count()) === 0) await choices.first().click();
    for (const id of ['script', 'away', 'top', 'new', 'send']) {
      await frame
        .locator(`#${id}`)
        .click({ noWaitAfter: true, timeout: 5_000 })
        .catch(() => undefined);
    }
    await expect(page.getByRole('banner')).toBeVisible();
    expect(await page.evaluate(() => 'evil' in window)).toBe(false);
    expect(away.filter((url) => url.startsWith('http') && url.includes(out.url))).toEqual([]);
    expect(out.arrived).toEqual([]);
    out.close();
  });
}
