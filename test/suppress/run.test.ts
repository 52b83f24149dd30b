import { describe, expect, test } from 'vitest'
import { fixLoaded } from '../../src/engine/fix.ts'
import type { Run } from '../../src/core/finding.ts'
import { positionAt } from '../../src/core/source.ts'
import { RULES } from '../../src/rules/index.gen.ts'
import { checkRun } from '../harness/invariants.ts'
import { checkTexts, loadedOf } from '../harness/run.ts'

function told(run: Run): object {
  checkRun(run)
  return {
    found: run.findings.map((f) => `${positionAt(f.at.source, f.at.start).line} ${f.severity} ${f.rule}`),
    suppressed: run.suppressed.map((f) => `${f.rule}: ${f.suppressed.reason}`),
  }
}

function check(text: string): object {
  return told(checkTexts([{ path: 'compose.yaml', text }]))
}

const BIND = 'bind-mount-data-path'

describe('suppressed is', () => {
  test.each([
    ['a mount, by the line above', '      # storlint-ignore RULE: why\n      - ./pg:/var/lib/postgresql/data\n'],
    ['a mount, behind it', '      - ./pg:/var/lib/postgresql/data # storlint-ignore RULE: why\n'],
    [
      'a mount of several lines, above it',
      '      # storlint-ignore RULE: why\n      - type: bind\n        target: /var/lib/postgresql/data\n        source: ./pg\n',
    ],
    [
      'a mount of several lines, at the line that is reported',
      '      - type: bind\n        target: /var/lib/postgresql/data\n        source: ./pg # storlint-ignore RULE: why\n',
    ],
    ['a whole file', '      - ./pg:/var/lib/postgresql/data\n# storlint-ignore-file RULE: why\n'],
  ])('%s', (_, mounts) => {
    const text = `services:\n  db:\n    image: postgres:16\n    volumes:\n${mounts.replace('RULE', BIND)}`
    expect(check(text)).toEqual({ found: [], suppressed: [`${BIND}: why`] })
  })

  test('what is reported of a service, by the line above it', () => {
    const text =
      'services:\n  # storlint-ignore stateful-data-in-writable-layer: a demonstration\n  grafana:\n    image: grafana/grafana:11.1.0\n'
    expect(check(text)).toEqual({ found: [], suppressed: ['stateful-data-in-writable-layer: a demonstration'] })
  })

  test('not what lies behind an empty line, nor another rule', () => {
    const text = `services:\n  db:\n    image: postgres:16\n    volumes:\n      # storlint-ignore ${BIND}: why\n\n      - ./pg:/var/lib/postgresql/data # storlint-ignore tmpfs-on-data-path: no\n`
    expect(check(text)).toEqual({
      found: ['5 warning unused-suppression', `7 warning ${BIND}`, '7 warning unused-suppression'],
      suppressed: [],
    })
  })

  test('after precedence: the fault that was hidden behind it stays hidden', () => {
    const text = `services:\n  db:\n    image: postgres:16\n    volumes:\n      - /srv/pg:/var/lib/postgresql/data # storlint-ignore ${BIND}: why\n`
    expect(check(text)).toEqual({ found: [], suppressed: [`${BIND}: why`] })
  })
})

test('rules that did not run are not judged', () => {
  const text = `services:\n  web:\n    image: nginx:1.27 # storlint-ignore ${BIND}: why\n`
  const files = [{ path: 'compose.yaml', text }]
  const others = RULES.filter((r) => r.meta.name !== BIND)
  expect([told(checkTexts(files, others)), check(text)]).toEqual([
    { found: [], suppressed: [] },
    { found: ['3 warning unused-suppression'], suppressed: [] },
  ])
})

test('a file that is only context is not judged', () => {
  const { focus } = loadedOf([
    { path: 'compose.yaml', text: 'services:\n  web:\n    image: nginx:1.27\n' },
    { path: 'compose.prod.yaml', text: `services:\n  web: # storlint-ignore ${BIND}: why\n    restart: always\n` },
  ])
  const loaded = { ...loadedOf([]), focus: focus.slice(0, 1), context: focus.slice(1) }
  const run = fixLoaded(loaded, RULES, { allowed: new Set(), assumeNew: false }).run
  expect(told(run)).toEqual({ found: [], suppressed: [] })
})

describe('a fixing run', () => {
  const allowed = new Set(['safe', 'unsafe', 'migrate'] as const)
  const fixed = (text: string): object => {
    const { changed, run } = fixLoaded(loadedOf([{ path: 'compose.yaml', text }]), RULES, { allowed, assumeNew: true })
    return { text: changed[0]?.after.text, ...told(run) }
  }

  test('leaves what is suppressed alone, and puts the rest right', () => {
    const text =
      'services:\n  app:\n    image: example/app:1\n    volumes:\n      - data:/a # storlint-ignore undeclared-named-volume: declared elsewhere\n      - logs:/b\n'
    expect(fixed(text)).toEqual({
      text: `${text}volumes:\n  logs:\n`,
      found: [],
      suppressed: ['undeclared-named-volume: declared elsewhere'],
    })
  })

  test('may leave a suppression without anything to suppress', () => {
    const text = `services:\n  db:\n    image: postgres:16\n    volumes:\n      - /srv/pg:/var/lib/postgresql/data\n      - /etc/db:/etc/db # storlint-ignore bind-absolute-host-path: why\n`
    expect(fixed(text)).toMatchObject({ found: [], suppressed: ['bind-absolute-host-path: why'] })
  })
})

test('what is said of suppressions has an identity that no line moves', () => {
  const text = `services:\n  web:\n    image: nginx:1.27 # storlint-ignore ${BIND}: why\n    # storlint-ignore nope: why\n`
  const prints = (t: string): readonly string[] =>
    checkTexts([{ path: 'compose.yaml', text: t }]).findings.map((f) => f.fingerprint)
  expect(prints(`# one more line\n${text}`)).toEqual(prints(text))
})

test('the page is that about suppressions', () => {
  const text = `services:\n  web:\n    image: nginx:1.27 # storlint-ignore ${BIND}: why\n`
  expect(checkTexts([{ path: 'compose.yaml', text }]).findings.map((f) => f.docs)).toEqual([
    expect.stringMatching(/\/docs\/suppression\.md$/),
  ])
})
