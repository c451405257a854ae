import type { Page } from '@playwright/test';
import { expect, test } from './page';

const READS_FILES = `from metaflow import FlowSpec, IncludeFile, Config, step

class ReadsFiles(FlowSpec):

    rows = IncludeFile("rows", default="rows.csv")
    limits = Config("limits", default_value={"high": 1})

    @step
    def start(self):
        print("the rows are", self.rows.split())
        print("the limit is", self.limits.high)
        self.next(self.end)

    @step
    def end(self):
        pass

if __name__ == "__main__":
    ReadsFiles()
`;

/** Drops files onto the code, as from a file manager. */
async function dropped(
  page: Page,
  files: readonly (readonly [name: string, bytes: readonly number[]])[],
): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name, bytes] of given) transfer.items.add(new File([Uint8Array.from(bytes)], name));
    return transfer;
  }, files);
  await page.getByRole('tabpanel', { name: /\.py$/ }).dispatchEvent('drop', { dataTransfer: data });
}

const bytesOf = (text: string): readonly number[] => [...new TextEncoder().encode(text)];

test('a flow reads the file that its hint adds and the config that was dropped, also after a reload', async ({
  faultline,
}) => {
  const { page } = faultline;
  await faultline.choosePace('At once');
  await faultline.write(READS_FILES);
  await page.getByRole('button', { name: 'Add rows.csv' }).click();
  await page.getByRole('textbox', { name: 'Content of rows.csv' }).fill('tea\nsalt\n');
  await page.getByRole('tab', { name: 'FailureHandlingFlow.py' }).click();
  await dropped(page, [['strict.json', bytesOf('{"high": 7}')]]);
  await expect(page.getByRole('textbox', { name: 'Content of strict.json' })).toHaveValue('{"high": 7}');

  await page.reload();
  await page.getByRole('tab', { name: 'rows.csv' }).click();
  await expect(page.getByRole('textbox', { name: 'Content of rows.csv' })).toHaveValue('tea\nsalt\n');
  const parameters = page.getByRole('group', { name: 'Parameters' });
  await parameters.getByRole('combobox', { name: 'limits' }).selectOption('strict.json');
  await faultline.runButton.click();
  await faultline.seesEnd(/Succeeded in/);
  await faultline.prints("the rows are ['tea', 'salt']");
  await faultline.prints('the limit is 7');
});

test('files are added, refused, renamed and deleted by keyboard, and a deleted one comes back', async ({
  faultline,
}) => {
  const { page } = faultline;
  const add = page.getByRole('button', { name: 'Add a file' });
  await add.focus();
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: 'New text file' });
  await name.fill('FailureHandlingFlow.py');
  await name.press('Enter');
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText('FailureHandlingFlow.py is the flow itself.');
  await name.fill('notes.txt');
  await name.press('Enter');
  await page.getByRole('textbox', { name: 'Content of notes.txt' }).fill('precious');

  await page.getByRole('button', { name: 'Rename notes.txt' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name of the file' }).fill('folder/words.txt');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete folder/words.txt' }).press('Enter');
  await expect(page.getByText('folder/words.txt was deleted.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Content of folder/words.txt' })).toHaveValue('precious');

  await page.getByRole('tab', { name: 'folder/words.txt' }).press('ArrowLeft');
  await page.getByRole('tab', { name: /^failures\.json/ }).press('ArrowLeft');
  await expect(page.getByText('risky_logic', { exact: true }).first()).toBeVisible();
  await dropped(page, [
    ['picture.png', [0x89, 0x50, 0x4e, 0x47]],
    ['large.bin', Array.from({ length: 5_000_001 }, () => 0)],
  ]);
  await expect(page.getByText('PNG image, 4 bytes')).toBeVisible();
  await expect(page.getByText(/large\.bin is larger than 5 MB/)).toBeVisible();
});
