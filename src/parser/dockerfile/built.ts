/** The image that a Dockerfile makes. */
import type { BuiltImage, Recipe, Stage } from '../../core/ir.ts'
import type { Located } from '../../core/located.ts'

/** The image of the last stage, or of the one that `target` names; undefined where there is none. */
export function builtImage({ stages }: Recipe, target?: Located<string>): BuiltImage | undefined {
  const at = target === undefined ? stages.length - 1 : stageAt(stages, target)
  const chain = chainTo(stages, at)
  const [first] = chain
  return first && chain.slice(1).reduce(onTop, { ...settingsOf(first), base: first.from })
}

/** By name, else by number, which BuildKit refuses and other builders take; names know no case. */
function stageAt(stages: readonly Stage[], { value, certainty }: Located<string>): number {
  if (certainty === 'unknown') return -1
  const named = stages.findLastIndex(({ name }) => name?.value.toLowerCase() === value.toLowerCase())
  return named < 0 && /^\d+$/.test(value) ? Number(value) : named
}

/** A stage and those that it starts from, the first in front. Each starts from one before it, so this ends. */
function chainTo(stages: readonly Stage[], last: number): readonly Stage[] {
  const chain: Stage[] = []
  let at: number | undefined = last
  while (at !== undefined) {
    const stage: Stage | undefined = stages[at]
    if (stage === undefined) return []
    chain.push(stage)
    at = stage.parent
  }
  return chain.reverse()
}

type Settings = Omit<BuiltImage, 'base'>

function settingsOf({ span: _span, name: _name, from: _from, parent: _parent, ...settings }: Stage): Settings {
  return settings
}

/** What a stage makes of the image that it starts from: its `ENTRYPOINT` takes the `CMD` of that away. */
function onTop(image: BuiltImage, stage: Stage): BuiltImage {
  const { command: below, ...rest } = image
  const own = settingsOf(stage)
  const command = own.command ?? (own.entrypoint === undefined ? below : undefined)
  return {
    ...rest,
    ...own,
    ...(command && { command }),
    env: [...image.env, ...own.env],
    volumes: [...image.volumes, ...own.volumes],
    writes: [...image.writes, ...own.writes],
  }
}
