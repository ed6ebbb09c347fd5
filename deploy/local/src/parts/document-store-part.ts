import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { partsDir } from '../paths';
import { makeOnce, onPath } from './find';
import { run } from './run';

const VERSION = '1.47.0';
const SOURCES = ['DocumentStore.java', 'KeyValue.java'];

/** How to start a document store on this machine. */
export type DocumentStorePart = { kind: 'mongod'; path: string } | { kind: 'java'; classPath: string };

/**
 * `mongod` on PATH, else the Java store from Maven. (mongodb-memory-server is not used: its download is the same
 * program, and a machine that can reach it can install it.)
 */
export async function findDocumentStore(log: (line: string) => void): Promise<DocumentStorePart> {
  const mongod = await onPath('mongod');
  if (mongod) return { kind: 'mongod', path: mongod };
  const java = join(dirname(require.resolve('@fairlead/local/package.json')), 'java');
  const digest = createHash('sha256');
  for (const source of SOURCES) digest.update(readFileSync(join(java, source)));
  const dir = join(partsDir(), `document-store-${VERSION}-${digest.digest('hex').slice(0, 8)}`);
  await makeOnce(dir, async (temporary) => {
    log('fetching the document store (Maven)');
    await writeFile(join(temporary, 'pom.xml'), pom());
    await run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${join(temporary, 'lib')}`], {
      cwd: temporary,
    });
    for (const source of SOURCES) await copyFile(join(java, source), join(temporary, source));
    await run('javac', ['-cp', 'lib/*', '-d', 'classes', ...SOURCES], { cwd: temporary });
  });
  // Our classes come first: one of them takes the place of the library's.
  return { kind: 'java', classPath: `${join(dir, 'classes')}:${join(dir, 'lib')}/*` };
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
