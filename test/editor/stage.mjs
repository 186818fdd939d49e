// What a person does with hands and eyes, for a suite that runs inside the extension host: one POST per gesture to an
// address on the loopback interface, answered when the gesture is done.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const version = process.env['PROMPT_PRIVACY_VSCODE'] ?? 'current';
const pictures = join(dirname(fileURLToPath(import.meta.url)), 'screenshots', version === 'current' ? '' : version);

/** Every gesture: its arguments come from the suite's `stage.ts`, its result goes back as JSON. */
const gestures = {
  /** A line of the suite's report. */
  say: (_page, { text }) => console.log(text),
  press: (page, { keys }) => page.keyboard.press(keys),
  type: (page, { text }) => page.keyboard.type(text),
  /** Moves the mouse over the character at the cursor. */
  async hoverCursor(page) {
    const { x, y, height } = await page.locator('.editor-instance .cursors-layer .cursor').first().boundingBox();
    await page.mouse.move(x + 6, y + height / 2);
  },
  /** Moves the mouse over the first visible element that matches. */
  hover: (page, { selector }) => page.locator(selector).filter({ visible: true }).first().hover({ force: true }),
  click: (page, { selector }) => page.locator(selector).filter({ visible: true }).first().click({ force: true }),
  waitFor: (page, { selector }) =>
    page.locator(selector).filter({ visible: true }).first().waitFor({ timeout: 20_000 }),
  /** Text of every visible element that matches. */
  texts: (page, { selector }) => page.locator(selector).filter({ visible: true }).allInnerTexts(),
  async picture(page, { name }) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  },
};

/** Opens the address for a page of Playwright. */
export async function openStage(page) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    try {
      const { gesture, ...args } = JSON.parse(body);
      const result = await gestures[gesture](page, args);
      response.end(JSON.stringify(result ?? null));
    } catch (error) {
      response.writeHead(500).end(error.message);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = server.address();
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
