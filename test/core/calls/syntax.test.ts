import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testSyntax } from '../../support/ports.ts';

const samples: Record<string, string> = {
  typescript: 'const a: string = `x ${y}`;\n',
  typescriptreact: 'const a = <p>{x}</p>;\n',
  javascript: 'const a = <p>{x}</p>;\n',
  python: 'a = f"x {y}"\n',
  java: 'class A { String a = "x"; }\n',
  kotlin: 'val a = "x $y"\n',
  go: 'package a\n\nvar b = "x"\n',
  csharp: 'class A { string a = $"x {y}"; }\n',
  ruby: 'a = "x #{y}"\n',
  php: '<?php $a = "x {$y}";\n',
  rust: 'fn main() { let a = format!("x {}", y); }\n',
  shellscript: 'curl -d "$BODY" https://example.com\n',
};

for (const [languageId, text] of Object.entries(samples)) {
  test(`${languageId} parses without an error, and an edit gives the tree of a fresh parse`, async () => {
    const { port, forget } = await testSyntax();
    const uri = `file:///workspace/${languageId}`;
    assert.equal(port.parse(languageId, text, uri)?.rootNode.hasError, false);
    const edited = text.replace('x', '\u{1F600}xx\r\n  ');
    const incremental = port.parse(languageId, edited, uri)?.rootNode.toString();
    forget(uri);
    assert.equal(incremental, port.parse(languageId, edited, `${uri}-fresh`)?.rootNode.toString());
  });
}

test('a language without grammar gives no tree', async () => {
  assert.equal((await testSyntax()).port.parse('cobol', 'x', 'file:///workspace/x'), undefined);
});

test('offsets are UTF-16 code units', async () => {
  const text = 'const a = "\u{1F600}"; const b = 1;';
  const root = (await testSyntax()).port.parse('typescript', text, 'file:///workspace/astral.ts')!.rootNode;
  const node = root.descendantForIndex(text.indexOf('b ='))!;
  assert.equal(text.slice(node.startIndex, node.endIndex), 'b');
});
