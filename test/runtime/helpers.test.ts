import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { helperModule } from '../../server/src/core/fixes/code/helpers/index.ts';
import {
  emptyVault,
  parseTokenFormat,
  parseVault,
  restoreText,
  serializeVault,
  tokenFor,
  type VaultData,
} from '../../server/src/core/scrub/index.ts';
import { without } from '../support/toolchain.ts';

/**
 * Every helper runs the same program: read a vault, restore texts, tokenize values, write the vault. What it writes is
 * compared with what the library does. Items of a file are separated by U+0001.
 */
interface Language {
  readonly id: string;
  readonly probe: readonly [command: string, ...probe: string[]];
  readonly driver: { readonly fileName: string; readonly text: string };
  readonly run: readonly (readonly string[])[];
}

const python: Language = {
  id: 'python',
  probe: ['python3', '--version'],
  driver: {
    fileName: 'driver.py',
    text: `import io
import prompt_privacy as p

def read(name):
    return io.open(name, encoding="utf-8", newline="").read()

def write(name, items):
    with io.open(name, "w", encoding="utf-8", newline="") as out:
        out.write("\\x01".join(items))

vault = p.import_vault(read("vault.json"))
texts = read("texts").split("\\x01")
write("restored", [p.restore(text, vault=vault) for text in texts])
write("json", [p.restore(text, vault=vault, json_text=True) for text in texts])
def stream(text):
    restorer = p.RestoreStream(vault=vault)
    return "".join(restorer.push(text[at:at + 3]) for at in range(0, len(text), 3)) + restorer.end()
write("streamed", [stream(text) for text in texts])
write("tokens", [p.tokenize(value, kind, vault=vault) for value in read("values").split("\\x01") for kind in ("PERSON_NAME", "user.contact.email", "Project code")])
write("vault.out.json", [p.export_vault(vault)])
write("printed", [str(vault), repr(vault)])
`,
  },
  run: [['python3', 'driver.py']],
};

const go: Language = {
  id: 'go',
  probe: ['go', 'version'],
  driver: {
    fileName: 'main.go',
    text: `package main

import (
	"fmt"
	"os"
	"strings"
)

func read(name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func write(name string, items []string) {
	if err := os.WriteFile(name, []byte(strings.Join(items, "\\x01")), 0o600); err != nil {
		panic(err)
	}
}

func each(items []string, change func(string) string) []string {
	out := []string{}
	for _, item := range items {
		out = append(out, change(item))
	}
	return out
}

func main() {
	vault, err := importVault(read("vault.json"))
	if err != nil {
		panic(err)
	}
	texts := strings.Split(read("texts"), "\\x01")
	write("restored", each(texts, func(text string) string { return restore(text, vault) }))
	write("json", each(texts, func(text string) string { return restoreJSON(text, vault) }))
	write("streamed", each(texts, func(text string) string {
		stream := newRestoreStream(vault)
		out := ""
		for at := 0; at < len(text); at += 3 {
			out += stream.Push(text[at:min(at+3, len(text))])
		}
		return out + stream.End()
	}))
	tokens := []string{}
	for _, value := range strings.Split(read("values"), "\\x01") {
		for _, kind := range []string{"PERSON_NAME", "user.contact.email", "Project code"} {
			tokens = append(tokens, tokenize(value, kind, vault))
		}
	}
	write("tokens", tokens)
	exported, _ := exportVault(vault)
	write("vault.out.json", []string{exported})
	write("printed", []string{fmt.Sprint(vault), fmt.Sprintf("%v %+v %#v %s", vault, vault, vault, vault)})
}
`,
  },
  run: [
    ['go', 'vet', '.'],
    ['go', 'run', '.'],
  ],
};

const java: Language = {
  id: 'java',
  probe: ['javac', '-version'],
  driver: {
    fileName: 'Driver.java',
    text: `import java.nio.file.*;
import java.util.*;
import java.util.function.*;

class Driver {
    static String read(String name) throws Exception { return Files.readString(Path.of(name)); }
    static void write(String name, List<String> items) throws Exception { Files.writeString(Path.of(name), String.join("\\u0001", items)); }
    static List<String> each(String[] items, Function<String, String> change) {
        List<String> out = new ArrayList<>();
        for (String item : items) out.add(change.apply(item));
        return out;
    }
    public static void main(String[] arguments) throws Exception {
        PromptPrivacy.Vault vault = PromptPrivacy.importVault(read("vault.json"));
        String[] texts = read("texts").split("\\u0001", -1);
        write("restored", each(texts, text -> PromptPrivacy.restore(text, vault)));
        write("json", each(texts, text -> PromptPrivacy.restoreJson(text, vault)));
        write("streamed", each(texts, text -> {
            PromptPrivacy.RestoreStream stream = new PromptPrivacy.RestoreStream(vault);
            StringBuilder out = new StringBuilder();
            for (int at = 0; at < text.length(); at += 3) out.append(stream.push(text.substring(at, Math.min(at + 3, text.length()))));
            return out.append(stream.end()).toString();
        }));
        List<String> tokens = new ArrayList<>();
        for (String value : read("values").split("\\u0001", -1))
            for (String kind : List.of("PERSON_NAME", "user.contact.email", "Project code")) tokens.add(PromptPrivacy.tokenize(value, kind, vault));
        write("tokens", tokens);
        write("vault.out.json", List.of(PromptPrivacy.exportVault(vault)));
        write("printed", List.of(vault.toString(), String.valueOf(vault)));
    }
}
`,
  },
  run: [
    ['javac', '-encoding', 'UTF-8', '-Xlint:all', '-Werror', '-d', '.', 'PromptPrivacy.java', 'Driver.java'],
    ['java', '-Dfile.encoding=UTF-8', '-cp', '.', 'Driver'],
  ],
};

const spelling = fc.constantFrom(
  ...[
    '[PERSON_1]',
    '[PERSON_2]',
    '[person 1]',
    '[PERSON]',
    '[MRN]',
    '[PERSON_1s]',
    "[PERSON_1's]",
    '[Persons-1]',
    '[PERSON_01]',
  ],
  ...[
    '\\[PERSON\\_1\\]',
    '\\\\[PERSON_1\\\\]',
    '[**PERSON_1**]',
    '[ PERSON_1 ]',
    '[PERSON1]',
    '[PERSON_9]',
    '[EMAIL_1]',
    '[PROJECT_CODE_1]',
  ],
  ...[
    '[AGE_90_PLUS_1]',
    '[see the list]',
    '[1]',
    '[[PERSON_1]]',
    '[',
    ']',
    '\\',
    '$1',
    '$&',
    '\u05d3\u05e0\u05d4',
    'e\u0301',
    '\u{1f469}\u200d\u{1f680}',
    '\r\n',
    '"',
  ],
);
const text = fc
  .array(fc.oneof(spelling, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 8 })
  .map((all) => all.join('').replaceAll('\u0001', ''));

/** A vault with values that break naive replacement; a fixed seed, so that a failure can be repeated. */
function vaultFor(format: string): VaultData {
  const vault = emptyVault('conversation-7', parseTokenFormat(format));
  for (const [value, type] of [
    ['Ana "Nita" Lima \\ $1 $& (.*) [a-z]', 'PERSON_NAME'],
    ['\u05d3\u05e0\u05d4\n\u{1f469}\u200d\u{1f680}', 'PERSON_NAME'],
    ['ana@example.com', 'EMAIL_ADDRESS'],
    ['MRN 7', 'MEDICAL_RECORD_NUMBER'],
    ['97', 'AGE_90_PLUS'],
  ] as const)
    tokenFor(vault, value, type);
  tokenFor(vault, '[PERSON_1]', 'PERSON', true);
  return vault;
}

for (const language of [python, java, go]) {
  test(`the ${language.id} helper does what the library does`, { skip: without(...language.probe) }, () => {
    for (const format of ['[{TYPE}_{n}]', '<{TYPE}:{n}>']) compare(language, format);
  });
}

function compare(language: Language, format: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-privacy-helper-'));
  try {
    const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
    const get = (name: string) => readFileSync(join(folder, name), 'utf8');
    const helper = helperModule(language.id, '')!;
    const respell = (one: string) => (format.startsWith('<') ? one.replaceAll('[', '<').replaceAll(']', '>') : one);
    const texts = fc.sample(text, { numRuns: 400, seed: 7 }).map(respell);
    const values = ['Ana "Nita" Lima \\ $1 $& (.*) [a-z]', 'new value', 'ana@example.com', '\u{1f469}'];
    const vault = vaultFor(format);
    put(helper.fileName, helper.text);
    put(language.driver.fileName, language.driver.text);
    put('go.mod', 'module helper\n\ngo 1.21\n');
    put('vault.json', serializeVault(vault));
    put('texts', texts.join('\u0001'));
    put('values', values.join('\u0001'));
    for (const [command, ...rest] of language.run) {
      const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
      const { status, stderr, stdout } = spawnSync(command!, rest, { cwd: folder, encoding: 'utf8', env });
      assert.equal(status, 0, stderr + stdout);
    }
    const restored = texts.map((one) => restoreText(one, vault).text);
    assert.deepEqual(get('restored').split('\u0001'), restored);
    assert.deepEqual(get('streamed').split('\u0001'), restored);
    const json = get('json').split('\u0001');
    texts.forEach((one, index) => {
      // Escapes may differ (\u00e9 or é); what they stand for may not.
      const meant = (written: string) =>
        JSON.parse(`"${written.replace(/(?<!\\)((?:\\\\)*)"/g, '$1\\"').replace(/[\r\n]/g, ' ')}"`);
      const ours = restoreText(one, vault, { json: true }).text;
      if (isJsonInside(ours)) assert.equal(meant(json[index]!), meant(ours));
    });
    const tokens = values.flatMap((value) =>
      ['PERSON_NAME', 'user.contact.email', 'Project code'].map((kind) => tokenFor(vault, value, kind)),
    );
    assert.deepEqual(get('tokens').split('\u0001'), tokens);
    const read = parseVault(get('vault.out.json'));
    assert.ok('vault' in read, JSON.stringify(read));
    assert.deepEqual(JSON.parse(serializeVault(read.vault)), JSON.parse(serializeVault(vault)));
    assert.ok(!/Ana|Lima|example/.test(get('printed')), get('printed'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isJsonInside(text: string): boolean {
  try {
    JSON.parse(`"${text}"`);
    return true;
  } catch {
    return false;
  }
}
