// Builds or checks the web application for the Maven build, doing again only what changed.
//   node build/web.mjs build   npm ci (if the lock file changed), npm run build (if an input changed)
//   node build/web.mjs check   npm ci (likewise), npm run check: always, since passing once proves nothing about today's Node
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const web = path.join(root, 'web');
const stamps = path.join(web, 'node_modules', '.cache', 'neuropod');
const notInputs = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report']);

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node 20 or newer is needed to build web/, this is ${process.version}. Java alone: mvn -Dskip.web …`);
}

install();
const task = process.argv[2];
if (task === 'build') {
  build();
} else if (task === 'check') {
  npm('run', 'check');
} else {
  fail('usage: node build/web.mjs build|check');
}

function install() {
  const files = ['package.json', 'package-lock.json', '.npmrc'].map((name) => path.join(web, name));
  // The Node version is part of it: native modules are built for one.
  once('install', digest(files, process.version), path.join(web, 'node_modules'), () =>
    npm('ci', '--no-audit', '--no-fund'),
  );
}

function build() {
  const inputs = [...filesBelow(web), path.join(root, 'api', 'openapi.json')];
  once('build', digest(inputs, process.version), path.join(web, 'dist', 'index.html'), () => npm('run', 'build'));
}

/** Runs the action unless it ran to its end for the same inputs and its output is still there. */
function once(name, inputs, output, action) {
  const stamp = path.join(stamps, name);
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) {
    return;
  }
  rmSync(stamp, { force: true });
  action();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, inputs);
}

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !notInputs.has(entry.name))
    .flatMap((entry) => {
      const child = path.join(directory, entry.name);
      return entry.isDirectory() ? filesBelow(child) : [child];
    });
}

function digest(files, salt) {
  const hash = createHash('sha256').update(salt);
  for (const file of files.filter((each) => existsSync(each) && statSync(each).isFile()).sort()) {
    hash.update(`\0${path.relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function npm(...args) {
  // A shell, because npm is a script with another name on Windows.
  const { status, error } = spawnSync('npm', args, { cwd: web, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) {
    fail(`npm could not be started: ${error.message}`);
  }
  if (status !== 0) {
    fail(`npm ${args.join(' ')} failed in web/`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
