import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { without } from '../support/toolchain.ts';
import { installed, must, writeFixtures } from './install.ts';

/** What the fixtures of a group import, at the versions that the catalogue's entries were read at. */
const groups: Readonly<Record<string, readonly string[]>> = {
  java: [
    'com.anthropic:anthropic-java:2.57.0',
    'com.anthropic:anthropic-java-bedrock:2.57.0',
    'dev.langchain4j:langchain4j:1.9.1',
    'dev.langchain4j:langchain4j-anthropic:1.9.1',
    'dev.langchain4j:langchain4j-bedrock:1.9.1',
    'org.springframework.ai:spring-ai-anthropic:1.1.2',
    'org.springframework.ai:spring-ai-bedrock-converse:1.1.2',
    'org.springframework.ai:spring-ai-client-chat:1.1.2',
    'software.amazon.awssdk:bedrockruntime:2.40.0',
  ],
  'java-legacy': ['dev.langchain4j:langchain4j-anthropic:0.36.2'],
};

const sample = fileURLToPath(new URL('../../examples/northfield-health/services/billing', import.meta.url));
const skip = without('mvn', '--version');

function pom(dependencies: readonly string[]): string {
  const entries = dependencies.map((one) => {
    const [group, artifact, version] = one.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId><artifactId>fixtures</artifactId><version>1</version>
  <properties><maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target></properties>
  <dependencies>${entries.join('')}</dependencies>
</project>
`;
}

for (const [group, dependencies] of Object.entries(groups)) {
  test(`${group}: the fixtures compile against the artifacts of Maven Central`, { skip }, () => {
    const folder = installed(group, dependencies, (fresh) => writeFileSync(join(fresh, 'pom.xml'), pom(dependencies)));
    writeFixtures(group, join(folder, 'src', 'main', 'java'));
    must('mvn', ['--batch-mode', '--quiet', 'clean', 'compile'], folder);
  });
}

test('java: the sample compiles against the real SDK', { skip }, () => {
  const folder = installed('java-sample', 1, () => undefined);
  cpSync(sample, folder, { recursive: true });
  must('mvn', ['--batch-mode', '--quiet', 'clean', 'compile'], folder);
});
