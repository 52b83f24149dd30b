/** Every value of the IR of a Compose file, and of what Compose puts together, stands where it is said to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../src/core/source.ts'
import { readSource } from '../../src/engine/read.ts'
import { checkPlaces } from '../harness/places.ts'
import { PROJECTS } from './projects.ts'
import { modelOf } from './seen.ts'

const CORPUS = path.resolve('../shared/corpus')
const isThere = existsSync(CORPUS)
if (!isThere) console.warn('skipped: there is no corpus beside the checkout (../shared/corpus)')

describe('every value stands where it is said to', () => {
  test.skipIf(!isThere)('in the corpus', () => {
    const names = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((f) => /\.ya?ml$/.test(f))
    const fragments = names.flatMap((name) => {
      const { fragments } = readSource(sourceOf(name, readFileSync(path.join(CORPUS, name), 'utf8')))
      return fragments.filter((f) => f.dialect === 'compose')
    })
    const { values, cut } = checkPlaces(fragments)
    expect(values).toBeGreaterThan(5000)
    expect(cut).toBeGreaterThan(values / 2)
  })

  test.each(PROJECTS)('in $title', ({ files, ...project }) => {
    const model = modelOf({ ...project, read: (name) => files[name], names: Object.keys(files) })
    expect(model && checkPlaces([model]).values).toBeGreaterThan(0)
  })
})
