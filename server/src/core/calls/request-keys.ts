import type { Part } from '../prompt.ts';
import type { Span } from '../span.ts';
import { itemsOf } from './items.ts';
import { addContent, addSystem, memberOf } from './messages.ts';
import { addDeep, addPart, type Parts, siteOf } from './parts.ts';
import { readingsOf } from './readings.ts';
import { fieldsOf } from './structure.ts';
import { addSchema } from './tools.ts';
import type { Value } from './value.ts';

/** Adds the parts of one key of a request. */
export type KeyWalker = (parts: Parts, argument: string, value: Value, site: Span) => void;

export const text: (role: Part['role'], kind: Part['kind']) => KeyWalker =
  (role, kind) => (parts, argument, value, site) =>
    addPart(parts, role, kind, argument, value, site);

export const within =
  (keys: Readonly<Record<string, KeyWalker>>): KeyWalker =>
  (parts, argument, value, site) => {
    const fields = fieldsOf(value);
    for (const [key, walk] of Object.entries(keys)) {
      const inner = fields?.entries.get(key);
      if (inner) walk(parts, `${argument}.${key}`, inner, siteOf(inner, site));
    }
  };

export const deep: KeyWalker = (parts, argument, value, site) => addDeep(parts, 'user', 'text', argument, value, site);
export const metadata: KeyWalker = (parts, argument, value, site) =>
  addDeep(parts, 'user', 'metadata', argument, value, site);
export const schemaIn = within({ format: within({ schema: addSchema }), schema: addSchema });

/** Its address and its credentials; `type` and `name` are words of the program. */
const serverKeys = within({ url: metadata, authorization_token: metadata, headers: metadata });

export const mcpServers: KeyWalker = (parts, argument, value, site) =>
  itemsOf(value)?.forEach((item, index) => {
    if (!item.rest) serverKeys(parts, `${argument}[${index}]`, item.value, site);
  });

export const providerKeys = within({
  metadata: within({ user_id: metadata }),
  mcp_servers: mcpServers,
  compaction: within({ instructions: text('system', 'text') }),
});

const agentDefinitions: KeyWalker = (parts, argument, value, site) => {
  for (const [name, agent] of fieldsOf(value)?.entries ?? []) {
    for (const key of ['description', 'prompt']) {
      const inner = fieldsOf(agent)?.entries.get(key);
      if (inner)
        addPart(
          parts,
          'system',
          key === 'prompt' ? 'text' : 'tool-description',
          `${argument}.${name}.${key}`,
          inner,
          site,
        );
    }
  }
};

const systemPrompt: KeyWalker = (parts, argument, value, site) => {
  for (const one of readingsOf(value)) {
    if (!fieldsOf(one)) addSystem(parts, argument, one, site);
    else within({ prompt: text('system', 'text'), append: text('system', 'text') })(parts, argument, one, site);
  }
};

export const agentOptions = within({
  system_prompt: systemPrompt,
  append_system_prompt: systemPrompt,
  custom_system_prompt: systemPrompt,
  agents: agentDefinitions,
  plan_mode_instructions: text('system', 'text'),
});

export const events: KeyWalker = (parts, argument, value, site) => {
  itemsOf(value)?.forEach((item, index) => {
    const content = fieldsOf(memberOf(item.value))?.entries.get('content');
    if (content) addContent(parts, 'user', `${argument}[${index}].content`, content, site);
    else addPart(parts, 'user', 'text', `${argument}[${index}]`, item.value, site);
  });
};
