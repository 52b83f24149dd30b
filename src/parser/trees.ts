/** The trees of a source, kept while it lives: a file with many findings is asked for them again and again. */
import { memo } from '../core/memo.ts'
import { readYaml } from './yaml.ts'

export const treesOf = memo(readYaml)
