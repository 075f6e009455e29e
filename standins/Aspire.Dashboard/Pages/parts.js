// What all pages are made of.

const pause = 1000;
const patience = 10000;

/** Makes an element; children are elements or texts, what is null or false is left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a text, if it is another. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Makes the children of an element what they should be: those whose key and content are as before stay the elements they are. */
export function fill(body, items, render) {
  const known = new Map([...body.children].map((row) => [row.dataset.key, row]));
  let place = body.firstElementChild;
  for (const { key, sign, item } of items) {
    let row = known.get(String(key));
    known.delete(String(key));
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

export function ageOf(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** A time whose distance from now is kept up. */
export function age(at) {
  const element = make('time', { datetime: at, title: at });
  refreshAge(element);
  return element;
}

function refreshAge(element) {
  say(element, ageOf(Date.now() - Date.parse(element.dateTime)));
}

/** The time of day, with milliseconds. */
export function clock(milliseconds) {
  const at = new Date(milliseconds);
  const two = (number) => String(number).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

export function duration(milliseconds) {
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 1000) return `${milliseconds.toFixed(milliseconds < 10 ? 2 : 1)} ms`;
  if (milliseconds < 60000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${Math.floor(milliseconds / 60000)} min ${Math.round((milliseconds % 60000) / 1000)} s`;
}

/** Reads JSON; null where nothing has changed. Who is not logged in any more, as after a restart, goes there. */
export async function read(path) {
  const answer = await fetch(path, { headers: { accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(patience) });
  if (answer.status === 401) location.assign(`/login?returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
  if (answer.status === 204) return null;
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(body.error ?? `${path}: ${answer.status}`), { status: answer.status });
  return body;
}

/** The address of an answer; with the version of the last one, so that the same is not sent again. */
export function addressOf(path, query, version) {
  const asked = new URLSearchParams(query);
  if (version !== '') asked.set('version', version);
  return asked.size ? `${path}?${asked}` : path;
}

/** Asks each second while the page is seen, and says when nobody answers. Returns what asks at once. */
export function live(poll) {
  const status = document.getElementById('live');
  let lostSince = null;
  let wake = () => {};
  const seen = () => new Promise((resume) => document.addEventListener('visibilitychange', resume, { once: true }));
  const ask = async () => {
    try {
      await poll();
      lostSince = null;
    } catch (error) {
      if (error.status === undefined) lostSince ??= Date.now();
      else say(status, error.message);
      if (error.status !== undefined) return;
    }
    document.querySelectorAll('time').forEach(refreshAge);
    status.className = lostSince ? 'lost' : '';
    say(status, lostSince ? `no answer for ${ageOf(Date.now() - lostSince)}; what is shown is older` : 'live');
  };
  (async () => {
    while (true) {
      if (document.hidden) {
        await seen();
        continue;
      }
      await ask();
      await new Promise((resume) => {
        wake = resume;
        setTimeout(resume, pause);
      });
    }
  })();
  return () => wake();
}

/**
 * A bar of filters that the address keeps: { name: { label, type, options, placeholder } }.
 * Returns the element, and a function that gives what is asked for as a query.
 */
export function filters(fields, changed) {
  const asked = new URLSearchParams(location.search);
  const inputs = Object.entries(fields).map(([name, field]) => {
    const input = field.options
      ? make('select', { id: name }, field.options.map(([value, text]) => make('option', { value }, text)))
      : make('input', { id: name, type: field.type ?? 'search', autocomplete: 'off', spellcheck: 'false', placeholder: field.placeholder, min: field.type === 'number' ? 0 : null, size: field.size });
    if (input.type === 'checkbox') {
      input.checked = asked.get(name) === 'true';
    } else if (asked.has(name)) {
      if (field.options && !field.options.some(([value]) => value === asked.get(name))) input.append(make('option', { value: asked.get(name) }, asked.get(name)));
      input.value = asked.get(name);
    }
    input.addEventListener('input', () => {
      const text = query().toString();
      history.replaceState(null, '', text ? `?${text}` : location.pathname);
      changed();
    });
    return [name, input, make('label', { for: name }, field.label)];
  });
  const query = () => new URLSearchParams(inputs
    .map(([name, input]) => [name, input.type === 'checkbox' ? (input.checked ? 'true' : '') : input.value.trim()]).filter(([, value]) => value));
  return [make('p', { class: 'bar' }, inputs.map(([, input, label]) => (input.type === 'checkbox' ? make('span', {}, input, label) : [label, input]))), query];
}

const colours = new Map();

/** A resource's name in its colour: the same on the whole page. */
export function colourOf(name) {
  if (!colours.has(name)) colours.set(name, `c${colours.size % 8}`);
  return colours.get(name);
}

export function who(name, more = '') {
  return make('span', { class: `who ${colourOf(name)}` }, name, more);
}

/** The names of the resources, for a filter; those that only send telemetry are added as they are seen. */
export function resourceOptions() {
  return [['', 'all']];
}

export function offerResources(names) {
  const select = document.getElementById('resource');
  const known = new Set([...select.options].map((option) => option.value));
  select.append(...[...new Set(names)].filter((name) => !known.has(name)).sort().map((name) => make('option', { value: name }, name)));
}

/** Attributes as a table. */
export function facts(attributes, name = 'facts') {
  return make('table', { class: name }, make('tbody', {}, attributes.map(({ key, value }) => make('tr', {}, make('th', { scope: 'row' }, key), make('td', {}, value)))));
}

const levels = { Critical: 'bad', Error: 'bad', Warning: 'away', Information: 'plain', Debug: 'plain', Trace: 'plain', Unspecified: 'plain' };

export function level(name) {
  return make('span', { class: `state ${levels[name] ?? 'plain'}` }, name);
}

/** A table that is filled later, in a box that can be moved sideways. */
export function table(id, columns, label) {
  return make('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': label },
    make('table', { id }, make('thead', {}, make('tr', {}, columns.map((column) => make('th', { scope: 'col' }, column)))), make('tbody')));
}
