import { filters, live, make, read } from './parts.js';

const mostLines = 5000;

export async function show(main) {
  const { items } = await read('/api/resources');
  const options = items.map(({ state }) => [state.id, state.label]);
  let shown = null;
  let next = 0;
  let again = () => {};
  const [bar, query] = filters({ resource: { label: 'Resource', options } }, () => again());
  const lines = make('div', { class: 'console', id: 'lines', tabindex: '0', role: 'log', 'aria-label': 'What the resource printed' });
  main.append(make('h2', {}, 'Console'), bar, lines);
  again = live(async () => {
    const resource = query().get('resource');
    if (!resource) return;
    if (resource !== shown) {
      [shown, next] = [resource, 0];
      lines.replaceChildren();
    }
    const answer = await read(`/api/console/${encodeURIComponent(resource)}?from=${next}`);
    if (resource !== query().get('resource')) return;
    next = answer.next;
    if (answer.lines.length === 0) return;
    // Who reads further up is not moved away from there.
    const isAtEnd = lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 20;
    lines.append(...answer.lines.map((line) => make('div', { class: line.isError && 'error' }, line.text)));
    while (lines.childElementCount > mostLines) lines.firstElementChild.remove();
    if (isAtEnd) lines.scrollTop = lines.scrollHeight;
  });
}
