import { addressOf, clock, facts, fill, filters, level, live, make, offerResources, read, resourceOptions, say, table, who } from './parts.js';

const least = [['', 'all'], ['Debug', 'Debug'], ['Information', 'Information'], ['Warning', 'Warning'], ['Error', 'Error'], ['Critical', 'Critical']];

function rowOf(log) {
  return make('tr', {},
    make('td', { class: 'time', title: new Date(log.timeMs).toISOString() }, clock(log.timeMs)),
    make('td', {}, who(log.resource)),
    make('td', {}, level(log.level)),
    make('td', {}, make('details', {}, make('summary', {}, log.message),
      facts([{ key: 'category', value: log.category }, { key: 'instance', value: log.instance }, ...log.attributes]))),
    make('td', { class: 'mono' }, log.traceId && make('a', { href: `/traces/${log.traceId}?span=${log.spanId}`, title: log.traceId }, log.traceId.slice(0, 8))));
}

export function show(main) {
  let version = '';
  let again = () => {};
  const [bar, query] = filters({
    resource: { label: 'Resource', options: resourceOptions() },
    level: { label: 'Level, at least', options: least },
    text: { label: 'Text', placeholder: 'message, category or attribute' },
    branch: { label: 'Branch', size: 10 },
    trace: { label: 'Trace', placeholder: 'id', size: 34 },
  }, () => {
    version = '';
    again();
  });
  const count = make('p', { class: 'count', role: 'status', id: 'count' });
  main.append(make('h2', {}, 'Structured logs'), bar, count, table('logs', ['time', 'resource', 'level', 'message', 'trace'], 'Log records'));
  const body = document.querySelector('#logs tbody');
  again = live(async () => {
    const asked = query();
    const list = await read(addressOf('/api/logs', asked, version));
    if (!list || asked.toString() !== query().toString()) return;
    version = list.version;
    say(count, `the newest ${list.items.length} of ${list.logs} kept`);
    fill(body, list.items.map((item) => ({ key: item.number, sign: item.number, item })), rowOf);
    offerResources(list.items.map((item) => item.resource));
  });
}
