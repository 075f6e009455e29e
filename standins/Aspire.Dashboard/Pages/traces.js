import { addressOf, clock, duration, fill, filters, live, make, offerResources, read, resourceOptions, say, table, who } from './parts.js';

function rowOf(trace) {
  return make('tr', {},
    make('td', { class: 'time', title: new Date(trace.startMs).toISOString() }, clock(trace.startMs)),
    make('th', { scope: 'row' }, make('a', { href: `/traces/${trace.id}`, title: trace.id }, trace.name || trace.id), make('div', { class: 'dim' }, trace.resource)),
    make('td', {}, make('div', { class: 'shares' }, trace.resources.map((share) => who(share.name, ` (${share.spans})`)))),
    make('td', {}, trace.errors ? make('span', { class: 'state bad' }, `${trace.errors} failed`) : make('span', { class: 'state good' }, 'ok')),
    make('td', {}, trace.branches.join(', ')),
    make('td', { class: 'number' }, String(trace.spans)),
    make('td', { class: 'number' }, duration(trace.durationMs)));
}

export function show(main) {
  let version = '';
  let again = () => {};
  const [bar, query] = filters({
    resource: { label: 'Resource', options: resourceOptions() },
    text: { label: 'Text', placeholder: 'name, attribute or trace id' },
    branch: { label: 'Branch', size: 10 },
    minMs: { label: 'At least ms', type: 'number', size: 6 },
    errors: { label: 'failed only', type: 'checkbox' },
    background: { label: 'background work too', type: 'checkbox' },
  }, () => {
    version = '';
    again();
  });
  const count = make('p', { class: 'count', role: 'status', id: 'count' });
  main.append(make('h2', {}, 'Traces'), bar, count, table('traces', ['time', 'name', 'resources', 'status', 'branches', 'spans', 'duration'], 'Traces'));
  const body = document.querySelector('#traces tbody');
  again = live(async () => {
    const asked = query();
    const text = asked.toString();
    // Such as a look into the database each second, by which a service knows whether it is ready.
    if (!asked.has('background')) asked.set('requests', 'true');
    asked.delete('background');
    const list = await read(addressOf('/api/traces', asked, version));
    if (!list || text !== query().toString()) return;
    version = list.version;
    say(count, `the newest ${list.items.length} of ${list.traces} kept (${list.spans} spans)`);
    fill(body, list.items.map((item) => ({ key: item.id, sign: JSON.stringify(item), item })), rowOf);
    offerResources(list.items.flatMap((item) => item.resources.map((share) => share.name)));
  });
}
