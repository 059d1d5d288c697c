import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlertRule, AlertSubject, Measurement } from './alert-rule';
import { type AlertTrack, stepAlert, stepMissing, stepRuleRemoved } from './step-alert';
import { buildRule } from './testing/build-rule';

const SUBJECT: AlertSubject = { kind: 'group', name: 'billing' };
const STEP_S = 10;

/** `7` a value, `7+` at least that, `?` no data, `-` no subject; one round each, ten seconds apart. */
type Round = number | `${number}+` | '?' | '-';

/** What a reader sees after each round: `.` inactive, `p` pending, `F` firing, `n` without data; then how it closed. */
function play(rule: AlertRule, rounds: readonly Round[]): string {
  let track: AlertTrack | null = null;
  let told = '';
  rounds.forEach((round, index) => {
    const nowMs = index * STEP_S * 1000;
    const step: ReturnType<typeof stepAlert> =
      round === '-'
        ? track === null
          ? { track: null, closed: null, hasFired: false }
          : stepMissing(track)
        : stepAlert(rule, track, measure(round), nowMs);
    track = step.track;
    const letter = track === null ? '.' : track.noDataSinceMs !== null ? 'n' : track.phase === 'firing' ? 'F' : 'p';
    told += letter + (step.closed === null ? '' : `(${step.closed})`);
  });
  return told;
}

function measure(round: Exclude<Round, '-'>): Measurement {
  if (round === '?') return { subject: SUBJECT, value: null, isAtLeast: false };
  return { subject: SUBJECT, value: Number.parseFloat(String(round)), isAtLeast: String(round).endsWith('+') };
}

describe('the life of an alert', () => {
  test.each<[string, Partial<AlertRule>, readonly Round[], string]>([
    ['1. at or below the threshold nothing happens', {}, [0, 10, 5], '...'],
    ['2. above it fires at once without a time to hold', {}, [11], 'F'],
    ['3. it fires once the condition held long enough', { forSeconds: 20 }, [11, 11, 11, 11], 'ppFF'],
    ['4. a dip starts the time anew', { forSeconds: 20 }, [11, 11, 5, 11, 11, 11], 'pp.ppF'],
    ['5. it resolves at the threshold', {}, [11, 10], 'F.(resolved)'],
    ['6. hysteresis holds it until the lower limit', { resolveThreshold: 4 }, [11, 9, 5, 4], 'FFF.(resolved)'],
    [
      '7. below the lower limit it does not fire again by itself',
      { resolveThreshold: 4 },
      [11, 4, 9, 10],
      'F.(resolved)..',
    ],
    ['8. it stays for a while after the condition', { keepSeconds: 20 }, [11, 5, 5, 5], 'FFF.(resolved)'],
    ['9. and that while starts anew with each breach', { keepSeconds: 20 }, [11, 5, 11, 5, 5, 5], 'FFFFF.(resolved)'],
    ['10. a lack of data neither fires nor resolves', {}, ['?', 11, '?', '?', 11, 5], '.FnnF.(resolved)'],
    ['11. time without data does not count', { forSeconds: 20 }, [11, '?', '?', 11, 11, 11], 'pnnpFF'],
    [
      '12. where asked, a lack of data fires after the time',
      { noData: 'alert', forSeconds: 20 },
      ['?', '?', '?'],
      'nnn',
    ],
    ['13. and resolves when there is data that is well', { noData: 'alert' }, ['?', 5], 'n.(resolved)'],
    ['14. a lower bound is enough to fire', {}, ['11+'], 'F'],
    ['15. and not enough to resolve', {}, [11, '5+', '5+', 5], 'FFF.(resolved)'],
    ['16. nor to start', {}, ['5+'], '.'],
    ['17. a subject that is gone closes in the second round', {}, [11, '-', '-'], 'FF.(gone)'],
    ['18. one missing round is no end', {}, [11, '-', 11, '-', 11], 'FFFFF'],
    ['19. a pending one that is gone leaves no trace', { forSeconds: 60 }, [11, '-', '-'], 'pp.'],
  ])('%s', (_, rule, rounds, told) => {
    expect(play(buildRule({ kind: 'group-lag', threshold: 10, ...rule }), rounds)).toBe(told);
  });

  test('20. a rule that is removed closes what fires, and nothing else', () => {
    const rule = buildRule({ kind: 'group-lag', threshold: 10 });
    const firing = stepAlert(rule, null, measure(11), 0).track as AlertTrack;
    expect(stepRuleRemoved(firing)).toMatchObject({ track: null, closed: 'rule-removed' });
    expect(stepRuleRemoved({ ...firing, phase: 'pending' })).toMatchObject({ track: null, closed: null });
  });
});

const round = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 20 }).map((value) => `${value}+` as const),
  fc.constantFrom('?' as const, '-' as const),
);
const settings = fc.record({
  forSeconds: fc.constantFrom(0, 10, 30),
  keepSeconds: fc.constantFrom(0, 20),
  resolveThreshold: fc.constantFrom(null, 4),
  noData: fc.constantFrom('keep' as const, 'alert' as const),
});

describe('over random rounds', () => {
  test('each firing is closed at most once and opens again only after its close', () => {
    fc.assert(
      fc.property(settings, fc.array(round, { maxLength: 60 }), (given, rounds) => {
        const rule = buildRule({ kind: 'group-lag', threshold: 10, ...given });
        let track: AlertTrack | null = null;
        let isOpen = false;
        rounds.forEach((one, index) => {
          const step: ReturnType<typeof stepAlert> =
            one === '-'
              ? track === null
                ? { track: null, closed: null, hasFired: false }
                : stepMissing(track)
              : stepAlert(rule, track, measure(one), index * 10_000);
          if (step.closed !== null) {
            expect(isOpen).toBe(true);
            isOpen = false;
          }
          if (step.hasFired) {
            expect(isOpen).toBe(false);
            isOpen = true;
          }
          track = step.track;
          expect((track as AlertTrack | null)?.phase === 'firing').toBe(isOpen);
        });
      }),
    );
  });

  test('no round without data ever resolves, and no lower bound does', () => {
    fc.assert(
      fc.property(settings, fc.array(round, { maxLength: 60 }), (given, rounds) => {
        const told = play(buildRule({ kind: 'group-lag', threshold: 10, ...given }), rounds);
        const steps = told.match(/[.pFn](\([a-z-]+\))?/g) ?? [];
        rounds.forEach((one, index) => {
          if (one === '?' || String(one).endsWith('+')) expect(steps[index]).not.toContain('resolved');
        });
      }),
    );
  });
});
