/** The variables of a Dockerfile: https://docs.docker.com/build/building/variables/ */
import { certaintyOf, weaker, type MappedText } from '../../core/located.ts'
import type { Variable } from './expand.ts'

/** What is set at a point of a stage, on top of what the stage that it starts from has set. */
export interface Variables {
  readonly parent?: Variables
  /** By `ARG` and `ENV`, whichever came last. */
  readonly all: Map<string, Variable>
  readonly env: Map<string, Variable>
}

/** No variables, or those of a stage to start from. */
export function variablesOn(parent?: Variables): Variables {
  return { ...(parent && { parent }), all: new Map(), env: new Map() }
}

/** A variable by its name. Of what a stage starts with, the environment hides arguments. */
export function variable({ parent, all }: Variables, name: string): Variable | undefined {
  return all.get(name) ?? find(parent, 'env', name) ?? find(parent, 'all', name)
}

function find(variables: Variables | undefined, kind: 'env' | 'all', name: string): Variable | undefined {
  for (let at = variables; at !== undefined; at = at.parent) {
    const known = at[kind].get(name)
    if (known !== undefined) return known
  }
  return undefined
}

/** A text as a value; `default` for one that whoever builds the image may exchange. */
export function asVariable(text: MappedText, atMost: Variable['certainty'] = 'literal'): Variable {
  return { value: text.text, certainty: weaker(certaintyOf(text), atMost) }
}
