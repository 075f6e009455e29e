import { addressOf, clock, colourOf, duration, facts, level, live, make, read, say, who } from './parts.js';

const mostRows = 2000;
const deepest = 20;
const indent = 14;

/** The spans as rows, each below its parent; iteratively, and each once: what strangers send may be deep, or a circle. */
function rowsOf(spans) {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const children = new Map();
  const roots = [];
  for (const span of spans) {
    const parent = span.parent && span.parent !== span.id ? byId.get(span.parent) : null;
    if (!parent) roots.push(span);
    else if (children.has(parent)) children.get(parent).push(span);
    else children.set(parent, [span]);
  }
  const rows = [];
  const seen = new Set();
  const walk = (from) => {
    const stack = [[from, 0]];
    while (stack.length) {
      const [span, depth] = stack.pop();
      if (seen.has(span)) continue;
      seen.add(span);
      rows.push({ span, depth, isOrphan: depth === 0 && span.parent !== '' });
      for (const child of (children.get(span) ?? []).toReversed()) stack.push([child, depth + 1]);
    }
  };
  roots.forEach(walk);
  spans.filter((span) => !seen.has(span)).forEach(walk);
  return rows;
}

function place(element, left, width) {
  element.style.left = `${Math.max(0, Math.min(99.5, left))}%`;
  if (width !== undefined) element.style.width = `${Math.max(0, Math.min(100 - left, width))}%`;
  return element;
}

function rowOf({ span, depth, isOrphan }, trace, logs, choose) {
  const share = (milliseconds) => (100 * milliseconds) / (trace.durationMs || 1);
  const what = make('span', { class: 'what', title: `${span.resource}: ${span.name}` }, who(span.resource), ' ', span.name, isOrphan && make('span', { class: 'dim' }, ' (its parent is not here)'));
  what.style.paddingLeft = `${6 + indent * Math.min(depth, deepest)}px`;
  const [left, width] = [share(span.offsetMs), share(span.durationMs)];
  const took = make('span', { class: 'took' }, duration(span.durationMs));
  // Behind the bar; where there is no room before it, and where there is none either upon it.
  if (left + width < 80) took.style.left = `calc(${left + width}% + 4px)`;
  else if (left >= 20) took.style.right = `calc(${100 - left}% + 4px)`;
  else took.classList.add('upon');
  const row = make('button', { type: 'button', class: `span ${span.isError ? 'failed' : ''}`, 'data-id': span.id, 'aria-label': `${span.resource} ${span.name}, ${duration(span.durationMs)}${span.isError ? ', failed' : ''}` },
    what,
    make('span', { class: 'track' },
      place(make('span', { class: `bar-of ${colourOf(span.resource)}` }), left, width),
      logs.map((log) => place(make('span', { class: `log ${log.level === 'Error' || log.level === 'Critical' ? 'bad' : ''}`, title: log.message }), share(log.timeMs - trace.startMs))),
      took));
  row.addEventListener('click', () => choose(span));
  return row;
}

function lineOf(log) {
  return make('div', { class: 'log-line' }, make('span', { class: 'dim' }, clock(log.timeMs)), ' ', level(log.level), ' ', who(log.resource), ' ', log.message,
    log.attributes.length > 0 && make('details', {}, make('summary', { class: 'dim' }, 'attributes'), facts(log.attributes)));
}

function detailOf(span, logs) {
  return [
    make('h2', {}, span.name),
    make('p', {}, who(span.resource), ` ${span.kind}, ${duration(span.durationMs)}, ${duration(span.offsetMs)} after the beginning `, make('span', { class: `state ${span.isError ? 'bad' : 'good'}` }, span.isError ? 'failed' : 'ok')),
    span.message && make('p', { class: 'bad' }, span.message),
    make('h3', {}, 'Attributes'),
    facts([...span.attributes, { key: 'instance', value: span.instance }, { key: 'scope', value: span.scope }, { key: 'span id', value: span.id }]),
    span.events.length > 0 && make('h3', {}, 'Events'),
    span.events.map((event) => make('details', { open: true }, make('summary', {}, `${event.name} after ${duration(event.offsetMs)}`), facts(event.attributes))),
    span.links.length > 0 && make('h3', {}, 'Links'),
    span.links.map((link) => make('div', { class: 'mono' }, make('a', { href: `/traces/${link.split('/')[0]}` }, link))),
    make('h3', {}, `Logs of this span (${logs.length})`),
    logs.map(lineOf),
  ].flat().filter(Boolean);
}

export function show(main, id) {
  let version = '';
  let chosen = new URLSearchParams(location.search).get('span');
  const title = make('h2', { id: 'title' }, 'Trace');
  const note = make('p', { class: 'note', id: 'note' });
  const spans = make('div', { class: 'spans', id: 'spans' });
  const detail = make('section', { class: 'detail', id: 'detail', 'aria-label': 'Details' });
  main.append(title, note, make('div', { class: 'trace' }, make('div', {}, make('div', { class: 'scale', id: 'scale' }), spans), detail));

  const draw = (trace) => {
    const logsOf = Map.groupBy(trace.logs, (log) => log.spanId);
    const rows = rowsOf(trace.spans);
    const choose = (span) => {
      chosen = chosen === span.id ? null : span.id;
      showDetail();
    };
    const showDetail = () => {
      const span = trace.spans.find((one) => one.id === chosen);
      for (const row of spans.children) row.classList.toggle('chosen', row.dataset.id === chosen);
      detail.replaceChildren(...(span ? detailOf(span, logsOf.get(span.id) ?? []) : [make('h2', {}, `Logs of this trace (${trace.logs.length})`), ...trace.logs.map(lineOf)]));
    };
    const first = rows[0].span;
    // As in the list: a proxy calls each request the same.
    const asked = trace.spans.find((span) => span.kind === 'server' && span.name.includes('/')) ?? first;
    say(title, `${first.resource}: ${asked.name}`);
    note.replaceChildren(
      `${new Date(trace.startMs).toLocaleString()}, ${duration(trace.durationMs)}, ${trace.spans.length} spans`,
      rows.length > mostRows ? `, the first ${mostRows} are shown` : '', trace.dropped ? `, ${trace.dropped} more were not kept` : '', ', ',
      make('span', { class: 'mono' }, trace.id), ', ', make('a', { href: `/logs?trace=${trace.id}` }, `${trace.logs.length} log records`));
    document.getElementById('scale').replaceChildren(...[0, 0.25, 0.5, 0.75, 1].map((part) => make('span', {}, duration(part * trace.durationMs))));
    spans.replaceChildren(...rows.slice(0, mostRows).map((row) => rowOf(row, trace, logsOf.get(row.span.id) ?? [], choose)));
    showDetail();
  };

  live(async () => {
    try {
      const trace = await read(addressOf(`/api/traces/${encodeURIComponent(id)}`, new URLSearchParams(), version));
      if (!trace) return;
      version = trace.version;
      draw(trace);
    } catch (error) {
      if (error.status === 404 && version === '') say(note, `${error.message} A trace that is still under way is shown when its first span has ended.`);
      else throw error;
    }
  });
}
