/** How many decisions a second `may()` makes: `npx tsx bench/team.ts`. Aim: 1,000,000 on one core. */
import { anyLabel, anySubject, NOON, sample } from '../src/team/fixtures/arbitrary-label.ts';
import { may } from '../src/team/may.ts';
import { LABEL_ACTS } from '../src/team/role.ts';

const ROUNDS = 5_000_000;
const subjects = sample(anySubject, 1000);
const labels = sample(anyLabel, 997);
let allowed = 0;
for (const rounds of [ROUNDS / 5, ROUNDS]) {
  const begin = performance.now();
  allowed = 0;
  for (let at = 0; at < rounds; at += 1) {
    const [subject, label, act] = [subjects[at % 1000], labels[at % 997], LABEL_ACTS[at % LABEL_ACTS.length]];
    if (subject && label && act && may(subject, act, label, NOON).allowed) allowed += 1;
  }
  const seconds = (performance.now() - begin) / 1000;
  if (rounds === ROUNDS)
    console.log(
      `may(): ${Math.round(rounds / seconds).toLocaleString('en')} decisions/s over ${rounds.toLocaleString('en')} (aim 1,000,000/s), ${Math.round((allowed / rounds) * 100)} % allowed`,
    );
}
