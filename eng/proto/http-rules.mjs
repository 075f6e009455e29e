// http-rules.mjs OLD NEW (images as JSON): exits 1 and names each HTTP rule of OLD that NEW no longer has.
// buf compares messages and rpcs, and not their google.api.http options; those are a contract too.
import { readFileSync } from 'node:fs';

const read = (path) => new Set(JSON.parse(readFileSync(path, 'utf8')).file.flatMap(ofFile));

const ofFile = ({ package: name, service: services = [] }) =>
  services.flatMap((service) => service.method.flatMap((method) => ofMethod(`${name}.${service.name}/${method.name}`, method)));

function ofMethod(name, { options }) {
  const rule = options?.['[google.api.http]'];
  return rule ? [rule, ...(rule.additionalBindings ?? [])].map((binding) => `${name}: ${describe(binding)}`) : [];
}

function describe({ body = '', responseBody = '', additionalBindings, ...pattern }) {
  const [[verb, path]] = Object.entries(pattern);
  const { kind, path: template } = typeof path === 'string' ? { kind: verb.toUpperCase(), path } : path;
  return [`${kind} ${template}`, body && `body ${body}`, responseBody && `response_body ${responseBody}`].filter(Boolean).join(', ');
}

const [, , before, after] = process.argv;
const now = read(after);
const lost = [...read(before)].filter((rule) => !now.has(rule));
for (const rule of lost) {
  console.error(`A released HTTP rule is gone: ${rule}`);
}
process.exitCode = lost.length > 0 ? 1 : 0;
