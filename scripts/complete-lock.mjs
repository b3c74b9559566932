// After `npm install`: npm drops optional packages of other systems from the lock file, and then `npm ci` refuses it. This puts them back.
import fs from 'node:fs';

const d = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
const OS = ['android', 'darwin', 'freebsd', 'win32', 'openharmony', 'linux', 'sunos', 'aix', 'netbsd', 'openbsd'];
const CPU = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'wasm32', 'loong64', 'mips64el'];
let added = 0;
for (const [key, p] of Object.entries({ ...d.packages })) {
  for (const [name, range] of Object.entries(p.optionalDependencies ?? {})) {
    const local = `${key}/node_modules/${name}`,
      top = `node_modules/${name}`;
    if (d.packages[top] || d.packages[local]) continue;
    const version = range.replace(/^[\^~]/, '');
    const os = OS.filter((o) => name.split(/[-/]/).includes(o)),
      cpu = CPU.filter((c) => name.split(/[-/]/).includes(c));
    if (name === 'fsevents') os.push('darwin');
    if (os.length === 0 && cpu.length === 0) {
      console.log('unclear', name);
      continue;
    }
    d.packages[top] = {
      version,
      ...(cpu.length ? { cpu } : {}),
      optional: true,
      ...(p.dev ? { dev: true } : {}),
      ...(os.length ? { os } : {}),
    };
    added++;
  }
}
d.packages = Object.fromEntries(Object.entries(d.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync('package-lock.json', `${JSON.stringify(d, null, 2)}\n`);
console.log('added', added);
