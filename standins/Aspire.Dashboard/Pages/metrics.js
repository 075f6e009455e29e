import { addressOf, duration, fill, filters, live, make, offerResources, read, resourceOptions, say, table, who } from './parts.js';

const svg = 'http://www.w3.org/2000/svg';

function amount(value, unit) {
  const number = Number(value);
  if (!Number.isFinite(number)) return String(value);
  if (unit === 's') return duration(number * 1000);
  if (unit === 'By') return number < 1024 ? `${Math.round(number)} B` : number < 1048576 ? `${(number / 1024).toFixed(1)} KiB` : `${(number / 1048576).toFixed(1)} MiB`;
  const text = Number.isInteger(number) || Math.abs(number) >= 1000 ? Math.round(number).toLocaleString('en') : number.toPrecision(4);
  return unit && !unit.startsWith('{') && unit !== '1' ? `${text} ${unit}` : text;
}

/** What changes: of a counter and a histogram how many a second, of anything else the value itself. */
function curveOf({ kind, points }) {
  const column = kind === 'Histogram' ? 2 : 1;
  if (kind === 'Gauge') return points.map((point) => Number(point[1]));
  return points.slice(1).map((point, i) => Math.max(0, (point[column] - points[i][column]) / Math.max(0.001, (point[0] - points[i][0]) / 1000)));
}

function sparkOf(values) {
  const good = values.filter(Number.isFinite);
  if (good.length < 2) return '';
  const [low, high] = [Math.min(...good), Math.max(...good)];
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('class', 'spark');
  picture.setAttribute('viewBox', '0 0 100 20');
  picture.setAttribute('preserveAspectRatio', 'none');
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', `from ${low.toPrecision(3)} to ${high.toPrecision(3)}`);
  const line = document.createElementNS(svg, 'polyline');
  line.setAttribute('points', good.map((value, i) => `${(100 * i) / (good.length - 1)},${high === low ? 10 : 19 - (18 * (value - low)) / (high - low)}`).join(' '));
  picture.append(line);
  return picture;
}

function valueOf(item) {
  const [, value, count] = item.points.at(-1);
  const curve = curveOf(item);
  const rate = curve.length && item.kind !== 'Gauge' ? `, ${amount(curve.at(-1), item.unit === 'By' && item.kind === 'Counter' ? 'By' : '')}/s` : '';
  if (item.kind !== 'Histogram') return `${amount(value, item.unit)}${rate}`;
  const p95 = item.p95 === null ? '' : `, p95 ≤ ${amount(item.p95, item.unit)}`;
  return count ? `${amount(count, '')} × ${amount(value / count, item.unit)}${p95}${rate}` : '0';
}

export function show(main) {
  let version = '';
  let again = () => {};
  const [bar, query] = filters({
    resource: { label: 'Resource', options: resourceOptions() },
    text: { label: 'Text', placeholder: 'name or attribute' },
  }, () => {
    version = '';
    again();
  });
  const count = make('p', { class: 'count', role: 'status', id: 'count' });
  main.append(make('h2', {}, 'Metrics'), bar, count, table('metrics', ['resource', 'name', 'attributes', 'value', 'last minutes'], 'Metrics'));
  const body = document.querySelector('#metrics tbody');
  again = live(async () => {
    const asked = query();
    asked.set('limit', '1000');
    const list = await read(addressOf('/api/metrics', asked, version));
    if (!list || asked.get('text') !== query().get('text') || asked.get('resource') !== query().get('resource')) return;
    version = list.version;
    say(count, `${list.items.length} of ${list.series} series`);
    fill(body, list.items.map((item) => ({ key: JSON.stringify([item.resource, item.instance, item.name, item.attributes]), sign: JSON.stringify(item), item })), (item) => make('tr', {},
      make('td', {}, who(item.resource), make('div', { class: 'dim mono', title: item.instance }, item.instance.slice(0, 8))),
      make('th', { scope: 'row', title: item.description }, item.name),
      make('td', {}, item.attributes),
      make('td', {}, valueOf(item)),
      make('td', {}, sparkOf(curveOf(item)))));
    offerResources(list.items.map((item) => item.resource));
  });
}
