// What the Maven build needs of npm, doing again only what changed.
//   node build/web.mjs build   in web/: npm ci (if the lock file changed), npm run build (if an input changed)
//   node build/web.mjs check   in web/: npm ci (likewise), npm run check: always, since passing once proves nothing about today's Node
//   node build/web.mjs e2e     in e2e/browser/: npm ci (likewise), npm run check (if an input changed)
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const web = path.join(root, 'web');
const browser = path.join(root, 'e2e', 'browser');
const notInputs = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report']);

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node 20 or newer is needed to build the web application, this is ${process.version}. Java alone: mvn -Dskip.web …`);
}

const task = process.argv[2];
if (task === 'build') {
  install(web);
  const inputs = [...filesBelow(web), path.join(root, 'api', 'openapi.json')];
  once(web, 'build', inputs, path.join(web, 'dist', 'index.html'), () => npm(web, 'run', 'build'));
} else if (task === 'check') {
  install(web);
  npm(web, 'run', 'check');
} else if (task === 'e2e') {
  install(browser);
  once(browser, 'check', filesBelow(browser), browser, () => npm(browser, 'run', 'check'));
} else {
  fail('usage: node build/web.mjs build|check|e2e');
}

function install(directory) {
  const files = ['package.json', 'package-lock.json', '.npmrc'].map((name) => path.join(directory, name));
  once(directory, 'install', files, path.join(directory, 'node_modules'), () =>
    npm(directory, 'ci', '--prefer-offline', '--no-audit', '--no-fund'),
  );
}

/** Runs the action unless it ran to its end for the same inputs and its output is still there. */
function once(directory, name, inputs, output, action) {
  const stamp = path.join(directory, 'node_modules', '.cache', 'neuropod', name);
  // The Node version is part of it: native modules are built for one.
  const state = digest(inputs, process.version);
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state) {
    return;
  }
  rmSync(stamp, { force: true });
  action();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
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

function npm(directory, ...args) {
  // A shell, because npm is a script with another name on Windows.
  const { status, error } = spawnSync('npm', args, { cwd: directory, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) {
    fail(`npm could not be started: ${error.message}`);
  }
  if (status !== 0) {
    fail(`npm ${args.join(' ')} failed in ${path.relative(root, directory)}/`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
