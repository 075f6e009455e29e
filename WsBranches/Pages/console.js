// Shows what ws-branches tells at /v1. Names, versions and reasons come from strangers: they only ever become text.

const pause = 1000;
const patience = 5000;
const mostRows = 200;
const mostChanges = 50;
const stale = 2000;

const $ = (id) => document.getElementById(id);
let overview = null;
let lostSince = null;

/** Makes an element; children are elements or texts, what is null or false is left out. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a text, if it is another. */
function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function ageOf(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** A time whose distance from now is kept up. */
function age(at, before, after = '') {
  const element = make('time', { datetime: at, title: at, 'data-before': before, 'data-after': after });
  refreshAge(element);
  return element;
}

function refreshAge(element) {
  say(element, `${element.dataset.before} ${ageOf(Math.abs(Date.now() - Date.parse(element.dateTime)))}${element.dataset.after}`);
}

/** Makes the rows of a table body what they should be: rows whose key and content are as before stay the elements they are. */
function fill(body, items, render) {
  const known = new Map([...body.children].map((row) => [row.dataset.key, row]));
  let place = body.firstElementChild;
  for (const { key, sign, item } of items) {
    let row = known.get(key);
    known.delete(key);
    if (row?.sign !== sign) {
      const fresh = render(item);
      fresh.dataset.key = key;
      fresh.sign = sign;
      if (row) {
        if (place === row) place = fresh;
        row.replaceWith(fresh);
      }
      row = fresh;
    }
    if (row === place) {
      place = place.nextElementSibling;
    } else {
      body.insertBefore(row, place);
    }
  }
  for (const row of known.values()) {
    row.remove();
  }
}

function instanceOf(instance) {
  return make('li', {},
    make('span', { class: 'mono', title: instance.id }, instance.address), ' ',
    age(instance.since, 'for'), ' ',
    instance.version && make('span', {}, instance.version, ' '),
    instance.commit && make('span', { class: 'mono', title: instance.commit }, instance.commit.slice(0, 8), ' '),
    instance.state !== 'ready' && make('span', { class: 'bad' }, `not ready${instance.reason ? `: ${instance.reason}` : ''} `),
    instance.debugging && make('span', { class: 'state debugged' }, 'debugged'),
    instance.pinned && make('span', { class: 'dim' }, 'pinned, ', instance.expiresAt ? age(instance.expiresAt, 'ends in') : 'without end'),
    make('span', { class: 'bad silence', 'data-id': instance.id, hidden: true }));
}

/** Which state a branch of a service has, in one word and its CSS class. */
function stateOf(cell) {
  if (cell.branch?.state === 'serving') {
    return cell.branch.instances.some((instance) => instance.debugging) ? ['serving, debugged', 'debugged'] : ['serving', 'serving'];
  }
  if (cell.leaving) return ['leaving', 'leaving'];
  return cell.branch ? ['not ready', 'not-ready'] : null;
}

function fallBackOf(cell) {
  if (cell.branch?.state === 'serving') return null;
  const reason = cell.branch || cell.leaving ? 'unhealthy' : 'no-instance';
  const to = cell.isDefault || !cell.defaultServes ? 'the static address of the proxy' : cell.defaultBranch;
  return `\u2192 ${to} (${reason})`;
}

function cellOf(cell) {
  const state = stateOf(cell);
  const fallBack = fallBackOf(cell);
  return make('td', {},
    state && make('span', { class: `state ${state[1]}` }, state[0]), state && ' ',
    fallBack && make('span', { class: 'state falls-back' }, fallBack),
    cell.branch && make('ul', { class: 'instances' }, cell.branch.instances.map(instanceOf)));
}

/** The table's rows: a branch each, the default branch first, with a cell for each service. */
function rowsOf({ services, defaultBranch }) {
  const rows = new Map([[defaultBranch, []]]);
  services.forEach((service, column) => {
    const named = [...service.branches.map((branch) => [branch.branch, branch]), ...service.leaving.map((name) => [name, null])];
    for (const [name, branch] of named) {
      if (!rows.has(name)) rows.set(name, []);
      const cells = rows.get(name);
      cells[column] = { branch: branch ?? cells[column]?.branch, leaving: branch === null };
    }
  });
  const defaultServes = services.map((service) => service.branches.some((branch) => branch.branch === defaultBranch && branch.state === 'serving'));
  return [...rows].sort(([a], [b]) => (b === defaultBranch) - (a === defaultBranch) || (a < b ? -1 : 1)).map(([name, cells]) => ({
    name,
    cells: services.map((_, column) => ({ ...cells[column], isDefault: name === defaultBranch, defaultBranch, defaultServes: defaultServes[column] })),
  }));
}

/** What of a row is shown: its signature and what the filter looks into. How long an instance is silent is not part of it. */
function signOf(row) {
  return JSON.stringify(row, (key, value) => (key === 'silentMs' ? undefined : value));
}

function textOf(row) {
  const instances = row.cells.flatMap((cell) => cell.branch?.instances ?? []);
  return [row.name, ...instances.flatMap((one) => [one.address, one.version, one.commit, one.reason, one.id])].join(' ').toLowerCase();
}

function showBranches() {
  if (!overview) return;
  const filter = $('filter').value.trim().toLowerCase();
  const all = rowsOf(overview);
  const found = filter ? all.filter((row) => textOf(row).includes(filter)) : all;
  const shown = found.slice(0, mostRows);
  const names = overview.services.map((service) => service.service);
  fill($('branches').tHead, [{ key: 'head', sign: names.join(' '), item: names }], (columns) =>
    make('tr', {}, ['branch', ...columns].map((name) => make('th', { scope: 'col' }, name))));
  fill($('branches').tBodies[0], shown.map((row) => ({ key: row.name, sign: signOf(row), item: row })), (row) =>
    make('tr', {}, make('th', { scope: 'row' }, row.name), row.cells.map(cellOf)));
  say($('count'), `${found.length} of ${all.length} branches`);
  $('more').hidden = found.length === shown.length;
  say($('more'), `${found.length - shown.length} more: filter to see them.`);
  showSilence();
}

function showSilence() {
  const silent = new Map(overview.services.flatMap((service) => service.branches.flatMap((branch) => branch.instances.map((one) => [one.id, one.silentMs ?? 0]))));
  for (const element of document.querySelectorAll('.silence')) {
    const milliseconds = silent.get(element.dataset.id) ?? 0;
    element.hidden = milliseconds < stale;
    say(element, element.hidden ? '' : ` silent for ${ageOf(milliseconds)}`);
  }
}

function showProxies(proxies) {
  const sum = (proxy, key) => proxy.clusters[key] + proxy.endpoints[key];
  const items = proxies.map((proxy) => {
    const nacks = [proxy.clusters.lastNack, proxy.endpoints.lastNack].filter(Boolean).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    return { ...proxy, held: proxy.clusters.held, acks: sum(proxy, 'acks'), nacks: sum(proxy, 'nacks'), last: nacks[0] };
  });
  const signed = items.map((item) => {
    const key = `${item.id} ${item.address} ${item.connectedAt}`;
    return { key, sign: JSON.stringify(item), item };
  });
  fill($('proxies').tBodies[0], signed, (proxy) => make('tr', {},
    make('th', { scope: 'row' }, proxy.id),
    make('td', {}, proxy.program),
    make('td', { class: 'mono' }, proxy.host ? `${proxy.address} (${proxy.host})` : proxy.address),
    make('td', {}, age(proxy.connectedAt, '')),
    make('td', {}, `${proxy.held} clusters`),
    make('td', {}, String(proxy.acks)),
    make('td', {}, proxy.nacks ? make('span', { class: 'state nack' }, String(proxy.nacks)) : '0'),
    make('td', {}, proxy.last && [age(proxy.last.at, '', ' ago: '), proxy.last.text, proxy.last.names.length ? ` (${proxy.last.names.join(', ')})` : ''])));
}

function showAudit(entries) {
  const seen = new Map();
  const items = entries.map((item) => {
    const sign = JSON.stringify(item);
    const twin = (seen.get(sign) ?? 0) + 1;
    seen.set(sign, twin);
    return { key: `${sign} ${twin}`, sign, item };
  });
  fill($('audit').tBodies[0], items, (entry) => make('tr', {},
    make('td', {}, age(entry.at, '', ' ago')),
    make('td', {}, make('span', { class: entry.change === 'left' ? 'state left' : '' }, entry.change)),
    make('td', {}, entry.service),
    make('th', { scope: 'row' }, entry.branch),
    make('td', { class: 'mono' }, entry.instance),
    make('td', { class: 'mono' }, entry.address),
    make('td', {}, entry.detail)));
}

async function read(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function poll() {
  try {
    const [branches, proxies, audit] = await Promise.all([read('v1/branches'), read('v1/proxies'), read(`v1/audit?count=${mostChanges}`)]);
    overview = branches;
    lostSince = null;
    say($('plane'), `${branches.controlPlane}${branches.warming ? ', warming: nothing is taken from proxies yet' : ''}`);
    showBranches();
    showProxies(proxies);
    showAudit(audit);
  } catch (error) {
    lostSince ??= Date.now();
  }
  document.querySelectorAll('time').forEach(refreshAge);
  $('live').className = lostSince ? 'lost' : '';
  say($('live'), lostSince ? `no answer for ${ageOf(Date.now() - lostSince)}; what is shown is older` : 'live');
}

/** Asks each second while the page is seen. */
async function live() {
  while (true) {
    if (document.hidden) {
      await new Promise((resume) => document.addEventListener('visibilitychange', resume, { once: true }));
      continue;
    }
    await poll();
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

/** Learns which doors there are; until it does it asks again. */
async function learnDoors() {
  let doors = null;
  while (doors === null) {
    try {
      doors = await read('v1/doors');
    } catch (error) {
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
  $('try-service').append(...doors.map((door) => make('option', { value: door.service }, `${door.service} (${door.address.replace(/\/$/, '')})`)));
  $('no-doors').hidden = doors.length > 0;
  $('try').hidden = doors.length === 0;
}

function pathOf(asked, result) {
  const boxes = result.hops.map((hop) => make('li', { class: hop.reason ? 'fell-back' : 'asked' },
    make('strong', {}, hop.service), hop.branch, hop.reason && make('span', { class: 'dim' }, ` (${hop.reason})`)));
  return make('ol', { class: 'path', 'aria-label': 'The path of the request' },
    make('li', {}, make('strong', {}, 'you'), asked.branch ? `branch: ${asked.branch}` : 'no branch'),
    boxes,
    result.hasMore && make('li', {}, '\u2026 and more'));
}

function showResult(asked, result) {
  const line = result.fault
    ? make('p', { class: 'bad' }, result.fault)
    : make('p', {}, `${result.status} in ${result.durationMs} ms`, result.contentType && make('span', { class: 'dim' }, `, ${result.contentType}`));
  $('try-result').replaceChildren(
    line,
    result.fault ? '' : pathOf(asked, result),
    !result.fault && result.hops.length === 0 ? make('p', { class: 'note' }, 'The answer does not say who served it (branch-served).') : '',
    result.body ? make('pre', { tabindex: '0', 'aria-label': 'The body of the answer' }, result.body) : '',
    result.isCut ? make('p', { class: 'note' }, 'The body is longer: this is its beginning.') : '');
}

async function tryOut(event) {
  event.preventDefault();
  const asked = { service: $('try-service').value, path: $('try-path').value, branch: $('try-branch').value.trim() };
  const token = $('try-token').value;
  $('try-send').disabled = true;
  try {
    const answer = await fetch('v1/try', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-ws-console': '1', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(asked),
    });
    const result = await answer.json();
    if (answer.ok) {
      showResult(asked, result);
    } else {
      $('try-token-part').hidden &&= answer.status !== 401;
      $('try-result').replaceChildren(make('p', { class: 'bad' }, result.detail ?? result.message ?? `refused: ${answer.status}`));
    }
  } catch (error) {
    $('try-result').replaceChildren(make('p', { class: 'bad' }, `ws-branches gave no answer: ${error.message}`));
  } finally {
    $('try-send').disabled = false;
  }
}

$('filter').addEventListener('input', showBranches);
$('try').addEventListener('submit', tryOut);
learnDoors();
live();
