import { addressOf, age, fill, live, make, read, say, table, who } from './parts.js';

const states = { Running: 'good', Active: 'good', Finished: 'good', FailedToStart: 'bad', RuntimeUnhealthy: 'bad', ValueMissing: 'bad', Exited: 'away', Waiting: 'away', Starting: 'away', Stopping: 'away' };
const healths = { Healthy: 'good', Degraded: 'away', Unhealthy: 'bad' };

/** What people reach by a click; anything else is only text. */
function address(url) {
  return /^https?:\/\//.test(url) ? make('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, url) : url;
}

function stateOf({ state, exitCode }) {
  const failed = state === 'Exited' && exitCode !== 0 && exitCode !== null;
  return state && make('span', { class: `state ${failed ? 'bad' : states[state] ?? 'plain'}` }, failed ? `${state} (code ${exitCode})` : state);
}

async function execute(resource, command, button, outcome) {
  button.disabled = true;
  say(outcome, `${command.label} ${resource.label} …`);
  try {
    const answer = await fetch(`/api/resources/${encodeURIComponent(resource.id)}/commands/${encodeURIComponent(command.name)}`, { method: 'POST' });
    const body = await answer.json();
    say(outcome, answer.ok ? `${command.label} ${resource.label}: done` : `${command.label} ${resource.label}: ${body.error}`);
  } catch (error) {
    say(outcome, `${command.label} ${resource.label}: no answer`);
  } finally {
    button.disabled = false;
  }
}

function buttonOf(resource, command, outcome) {
  const button = make('button', { type: 'button', title: command.description, disabled: !command.isEnabled }, command.label);
  button.addEventListener('click', () => execute(resource, command, button, outcome));
  return button;
}

export function show(main) {
  const outcome = make('p', { class: 'note', role: 'status', id: 'outcome' });
  main.append(make('h2', {}, 'Resources'), table('resources', ['name', 'type', 'state', 'health', 'since', 'restarts', 'addresses', 'look at', 'commands'], 'Resources'), outcome);
  const body = document.querySelector('#resources tbody');
  let version = '';
  live(async () => {
    const list = await read(addressOf('/api/resources', new URLSearchParams(), version));
    if (!list) return;
    version = list.version;
    fill(body, list.items.map((item) => ({ key: item.state.id, sign: JSON.stringify(item), item })), ({ state: resource, restarts }) => make('tr', {},
      make('th', { scope: 'row' }, who(resource.label)),
      make('td', {}, resource.type),
      make('td', {}, stateOf(resource)),
      make('td', {}, resource.health && make('span', { class: `state ${healths[resource.health] ?? 'plain'}` }, resource.health), resource.problem && make('div', { class: 'bad' }, resource.problem)),
      make('td', {}, resource.startedAt && age(resource.startedAt)),
      make('td', { class: 'number' }, String(restarts)),
      make('td', {}, make('ul', { class: 'urls' }, resource.urls.map((url) => make('li', {}, address(url))))),
      make('td', {},
        make('a', { href: `/console?resource=${encodeURIComponent(resource.id)}` }, 'console'), ' ',
        make('a', { href: `/logs?resource=${encodeURIComponent(resource.name)}` }, 'logs'), ' ',
        make('a', { href: `/traces?resource=${encodeURIComponent(resource.name)}` }, 'traces')),
      make('td', {}, make('div', { class: 'commands' }, resource.commands.map((command) => buttonOf(resource, command, outcome))))));
  });
}
