import { copyFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { partsDir } from '../paths';
import { makeOnce, onPath } from './find';
import { run } from './run';

const VERSION = '1.47.0';

/** How to start a document store on this machine. */
export type DocumentStorePart = { kind: 'mongod'; path: string } | { kind: 'java'; classPath: string };

/**
 * `mongod` on PATH, else the Java store from Maven. (mongodb-memory-server is not used: its download is the same
 * program, and a machine that can reach it can install it.)
 */
export async function findDocumentStore(log: (line: string) => void): Promise<DocumentStorePart> {
  const mongod = await onPath('mongod');
  if (mongod) return { kind: 'mongod', path: mongod };
  const dir = join(partsDir(), `document-store-${VERSION}`);
  const source = join(dirname(require.resolve('@fairlead/local/package.json')), 'java', 'DocumentStore.java');
  await makeOnce(dir, async (temporary) => {
    log('fetching the document store (Maven)');
    await writeFile(join(temporary, 'pom.xml'), pom());
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${join(temporary, 'lib')}`], {
      cwd: temporary,
    });
    await copyFile(source, join(temporary, 'DocumentStore.java'));
    await run('javac', ['-cp', 'lib/*', '-d', 'classes', 'DocumentStore.java'], { cwd: temporary });
  });
  return { kind: 'java', classPath: `${join(dir, 'lib')}/*:${join(dir, 'classes')}` };
}

const pom = () => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>fairlead</groupId>
  <artifactId>document-store</artifactId>
  <version>1</version>
  <dependencies>
    ${['mongo-java-server', 'mongo-java-server-h2-backend'].map(dependency).join('\n    ')}
  </dependencies>
</project>
`;

const dependency = (artifact: string) =>
  `<dependency><groupId>de.bwaldvogel</groupId><artifactId>${artifact}</artifactId><version>${VERSION}</version></dependency>`;
