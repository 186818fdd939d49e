// The suite's hands and eyes (see ../stage.mjs). In a downloaded desktop VS Code there is no stage: gestures are skipped.
const address = process.env['PROMPT_PRIVACY_STAGE'];

/** False in a desktop VS Code, where nobody moves the mouse for us. */
export const onStage = address !== undefined;

async function gesture(name: string, args: Record<string, string> = {}): Promise<unknown> {
  if (!address) return undefined;
  const response = await fetch(address, { method: 'POST', body: JSON.stringify({ gesture: name, ...args }) });
  if (!response.ok) throw new Error(`${name} ${JSON.stringify(args)}: ${await response.text()}`);
  return response.json();
}

let said: Promise<unknown> = Promise.resolve();
/** Prints a line of the report; lines keep their order. Resolves when this one and all before it are out. */
export const say = (text: string) => {
  said = said.then(() => gesture('say', { text }));
  return said;
};
export const press = (keys: string) => gesture('press', { keys });
export const type = (text: string) => gesture('type', { text });
export const hoverCursor = () => gesture('hoverCursor');
export const hover = (selector: string) => gesture('hover', { selector });
export const click = (selector: string) => gesture('click', { selector });
export const waitFor = (selector: string) => gesture('waitFor', { selector });
export const texts = async (selector: string) => ((await gesture('texts', { selector })) ?? []) as string[];
export const picture = (name: string) => gesture('picture', { name });
