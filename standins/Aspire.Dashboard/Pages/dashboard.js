// Shows the page that the address names. What is shown comes from strangers: it only ever becomes text.
import { say } from './parts.js';

const pages = { '': 'resources.js', console: 'console.js', logs: 'logs.js', traces: 'traces.js', trace: 'trace.js', metrics: 'metrics.js' };

const [, first, second] = location.pathname.split('/');
const name = first === 'traces' && second ? 'trace' : first;
for (const link of document.querySelectorAll('nav a')) {
  if (link.pathname === `/${first}`) {
    link.setAttribute('aria-current', 'page');
  }
}

const { show } = await import(`./${pages[name] ?? pages['']}`);
await show(document.getElementById('main'), second);

try {
  const answer = await fetch('/api/resources');
  const { application } = await answer.json();
  say(document.getElementById('application'), application);
  document.title = `${application}: ${name || 'resources'}`;
} catch (error) {
  // The page says itself that nobody answers.
}
